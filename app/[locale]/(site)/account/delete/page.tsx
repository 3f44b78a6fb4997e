import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { AccountNav } from "@/components/identity/account-nav";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { EraseForm } from "@/components/profile/erase-form";
import { WhatIsErased } from "@/components/profile/what-is-erased";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { hasOwnPassword } from "@/server/identity/queries";
import { deleteAccount } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.erasure");
  return { title: t("title"), robots: { index: false } };
}

/** What the deletion of an account means, and the form that does it. It works before JavaScript. */
export default async function DeletePage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const t = await getTranslations("profile.erasure");
  const user = await getSessionUser();
  const { refused } = firstValues(await searchParams);
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader title={t("title")} description={user ? t("lead") : undefined} />
      {user ? (
        <>
          <AccountNav current="data" />
          <div className="grid grid-cols-1 gap-6">
            <WhatIsErased />
            <Card as="section" title={t("confirmTitle")}>
              <EraseForm
                action={deleteAccount}
                hasPassword={await hasOwnPassword(await getRequestContext())}
                refused={refused}
              />
            </Card>
          </div>
        </>
      ) : (
        <SignInPrompt next="/account/delete">{t("signIn")}</SignInPrompt>
      )}
    </div>
  );
}
