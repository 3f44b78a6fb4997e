import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { AccountForm } from "@/components/identity/account-form";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { accountSecurity } from "@/server/identity/queries";
import { changeEmail, savePassword, sendConfirmation } from "./actions";

type Facts = Awaited<ReturnType<typeof accountSecurity>>;

/** The address of the account: whether it is confirmed, and how it is changed. */
export async function EmailSection({ security }: { security: Facts }) {
  const { email, isEmailConfirmed, hasPassword, pendingEmail } = security;
  const t = await getTranslations("account.security");
  const identity = await getTranslations("identity");
  return (
    <Card as="section" title={t("emailTitle")} className="grid gap-4">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold break-all">{email}</span>
        <Badge tone={isEmailConfirmed ? "positive" : "warning"}>
          {t(isEmailConfirmed ? "confirmed" : "notConfirmed")}
        </Badge>
      </p>
      {!isEmailConfirmed && (
        <ActionForm action={sendConfirmation} className="grid justify-items-start gap-3">
          <p className="text-ink-muted">{t("notConfirmedText")}</p>
          <SubmitButton variant="secondary">{t("resend")}</SubmitButton>
        </ActionForm>
      )}
      {pendingEmail && <Alert>{t("pending", { email: pendingEmail })}</Alert>}
      {hasPassword ? (
        <details className="border-t border-line pt-4">
          <summary className="min-h-11 cursor-pointer content-center font-semibold text-brand-text">
            {t("changeEmail")}
          </summary>
          <p className="mt-2 mb-4 text-ink-muted">{t("changeEmailNote")}</p>
          <AccountForm
            action={changeEmail}
            button={t("sendConfirmation")}
            refusedTitle={identity("refusedTitle.changeEmail")}
            fields={[
              { name: "email", label: t("newEmail"), autoComplete: "email" },
              { name: "currentPassword", label: t("currentPassword"), autoComplete: "current-password" },
            ]}
          />
        </details>
      ) : (
        <p className="text-ink-muted">{t("byProvider", { providers: await providerNames(security) })}</p>
      )}
    </Card>
  );
}

const known = ["kakao", "naver", "google"] as const;

async function providerNames({ providers }: Facts): Promise<string> {
  const t = await getTranslations("account.security.providers");
  return known
    .filter((provider) => providers.includes(provider))
    .map((provider) => t(provider))
    .join(", ");
}

/** A new password, by the present one. */
export async function PasswordSection() {
  const t = await getTranslations("account.security");
  const identity = await getTranslations("identity");
  return (
    <Card as="section" title={t("passwordTitle")}>
      <p className="mb-4 text-ink-muted">{t("passwordNote")}</p>
      <AccountForm
        action={savePassword}
        button={t("savePassword")}
        refusedTitle={identity("refusedTitle.newPassword")}
        fields={[
          { name: "currentPassword", label: t("currentPassword"), autoComplete: "current-password" },
          {
            ...{ name: "password", label: t("newPassword"), description: identity("passwordRule") },
            autoComplete: "new-password",
          },
        ]}
      />
    </Card>
  );
}
