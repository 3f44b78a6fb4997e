import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { DataForm } from "@/components/profile/data-form";
import { ProfileShell } from "@/components/profile/profile-shell";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { hasOwnPassword } from "@/server/identity/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.data");
  return { title: t("title"), robots: { index: false } };
}

export default async function DataPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const t = await getTranslations("profile.data");
  const user = await getSessionUser();
  const { refused } = firstValues(await searchParams);
  const hasPassword = user !== null && (await hasOwnPassword(await getRequestContext()));
  return (
    <ProfileShell
      place="data"
      title={t("title")}
      lead={user ? t("lead") : undefined}
      isSignedIn={user !== null}
      next="/account/data"
    >
      {user && (
        <>
          <Card as="section" title={t("take")}>
            <DataForm locale={await getLocale()} hasPassword={hasPassword} refused={refused} />
          </Card>
          <EraseLink />
        </>
      )}
    </ProfileShell>
  );
}

async function EraseLink() {
  const t = await getTranslations("profile.erasure");
  return (
    <Card as="section" title={t("linkTitle")}>
      <p className="mb-4 text-ink-muted">{t("linkText")}</p>
      <LinkButton href="/account/delete" variant="secondary" size="sm">
        {t("link")}
      </LinkButton>
    </Card>
  );
}
