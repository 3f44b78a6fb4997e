import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { linkOf } from "@/app/_lib/auth/link-cookie";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { AccountForm } from "@/components/identity/account-form";
import { IdentityPage } from "@/components/identity/identity-page";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageLink } from "@/components/ui/page-link";
import { isResetOpen } from "@/server/identity/queries";
import { savePassword } from "./actions";

type Props = { searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("identity.forgotten");
  return { title: t("newTitle"), robots: { index: false } };
}

/** Where the link of the mail leads: a new password for the account whose mail the person reads. */
async function NewPasswordPage({ searchParams }: Props) {
  const { stopped } = firstValues(await searchParams);
  const t = await getTranslations("identity");
  const token = await linkOf("/forgotten-password/new");
  const isOpen = token !== null && (await isResetOpen(token));
  return (
    <IdentityPage
      title={t("forgotten.newTitle")}
      lead={t("forgotten.newLead")}
      elsewhere={
        <PageLink href="/sign-in" className="font-semibold text-brand-text underline">
          {t("forgotten.toSignIn")}
        </PageLink>
      }
    >
      {isOpen && stopped && (
        <Alert live tone="positive" title={t("forgotten.stoppedTitle")}>
          {t("forgotten.stopped")}
        </Alert>
      )}
      {isOpen ? (
        <AccountForm
          action={savePassword}
          size="lg"
          button={t("forgotten.save")}
          refusedTitle={t("refusedTitle.newPassword")}
          fields={[
            {
              ...{ name: "password", label: t("forgotten.newPassword"), description: t("passwordRule") },
              autoComplete: "new-password",
            },
          ]}
        />
      ) : (
        <Alert
          tone="warning"
          title={t("forgotten.endedTitle")}
          action={<LinkButton href="/forgotten-password">{t("forgotten.again")}</LinkButton>}
        >
          {t("forgotten.ended")}
        </Alert>
      )}
    </IdentityPage>
  );
}

export default withClientMessages("app/[locale]/(site)/forgotten-password/new/page.tsx", NewPasswordPage);
