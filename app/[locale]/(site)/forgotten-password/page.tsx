import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { AccountForm } from "@/components/identity/account-form";
import { IdentityPage } from "@/components/identity/identity-page";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageLink } from "@/components/ui/page-link";
import { askForPassword } from "./actions";

type Props = { searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("identity.forgotten");
  return { title: t("title"), robots: { index: false } };
}

/** Asks for the address of the account. What it answers is the same whether there is such an account or not. */
async function ForgottenPasswordPage({ searchParams }: Props) {
  const { sent } = firstValues(await searchParams);
  const t = await getTranslations("identity");
  return (
    <IdentityPage
      title={t("forgotten.title")}
      lead={t("forgotten.lead")}
      elsewhere={
        <PageLink href="/sign-in" className="font-semibold text-brand-text underline">
          {t("forgotten.toSignIn")}
        </PageLink>
      }
    >
      {sent ? (
        <Alert
          live
          tone="positive"
          title={t("forgotten.sentTitle")}
          action={
            <LinkButton href="/forgotten-password" variant="secondary" size="sm">
              {t("forgotten.again")}
            </LinkButton>
          }
        >
          {t("forgotten.sent")}
        </Alert>
      ) : (
        <AccountForm
          action={askForPassword}
          size="lg"
          button={t("forgotten.send")}
          refusedTitle={t("refusedTitle.askPassword")}
          fields={[{ name: "email", label: t("email"), autoComplete: "username" }]}
        />
      )}
    </IdentityPage>
  );
}

export default withClientMessages("app/[locale]/(site)/forgotten-password/page.tsx", ForgottenPasswordPage);
