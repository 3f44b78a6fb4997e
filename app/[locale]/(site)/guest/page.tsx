import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { nextPath } from "@/app/_lib/auth/next-path";
import { getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { AccountForm } from "@/components/identity/account-form";
import { IdentityPage } from "@/components/identity/identity-page";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { PageLink } from "@/components/ui/page-link";
import { env } from "@/server/shared/env";
import { continueAsGuest } from "./actions";

type Props = { searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("identity.guest");
  return { title: t("title"), robots: { index: false } };
}

/** Where somebody without an account says where the airline reaches them, before seats are held. */
async function GuestPage({ searchParams }: Props) {
  const locale = await getLocale();
  const t = await getTranslations("identity");
  const next = nextPath(firstValues(await searchParams).next, locale, env().APP_URL);
  if (await getSessionUser()) redirect(next);
  return (
    <IdentityPage
      title={t("guest.title")}
      lead={t("guest.lead")}
      elsewhere={
        <p>
          {t("haveAccount")}{" "}
          <PageLink
            href={{ pathname: "/sign-in", query: { next } }}
            className="font-semibold text-brand-text underline"
          >
            {t("toSignIn")}
          </PageLink>
        </p>
      }
    >
      <Alert title={t("guest.milesTitle")}>{t("guest.miles")}</Alert>
      <AccountForm
        action={continueAsGuest}
        next={next}
        size="lg"
        button={t("guest.continue")}
        refusedTitle={t("refusedTitle.guest")}
        fields={[
          { name: "email", label: t("email"), description: t("guest.emailHint"), autoComplete: "email" },
          { name: "phone", label: t("guest.phone"), description: t("guest.phoneHint"), autoComplete: "tel" },
        ]}
      />
    </IdentityPage>
  );
}

export default withClientMessages("app/[locale]/(site)/guest/page.tsx", GuestPage);
