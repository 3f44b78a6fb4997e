import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { TextField } from "@/components/ui/inputs/text-field";
import { knownKey } from "@/components/ui/known-key";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";

const atPassword = ["required", "passwordWrong"] as const;
const atForm = [
  ...(["signInAgain", "tripsOpen", "paymentsOpen", "messagesOpen", "clientsOpen"] as const),
  ...(["FORBIDDEN", "RATE_LIMITED", "UNAUTHENTICATED"] as const),
] as const;

/** Asks for the password and for the agreement, and deletes the account. */
export function EraseForm({
  action,
  hasPassword,
  refused,
}: {
  action: (form: FormData) => Promise<void>;
  hasPassword: boolean;
  /** Why nothing was deleted; undefined at first. */
  refused: string | undefined;
}) {
  const t = useTranslations("profile.erasure");
  const password = refused === undefined ? null : knownKey(atPassword, refused, null);
  const isUnread = refused === "notUnderstood";
  return (
    <form action={action} noValidate className="grid justify-items-start gap-4">
      {refused !== undefined && !password && !isUnread && (
        <Alert live tone="danger" title={t("refusedTitle")} className="w-full">
          <p>{t(`refused.${knownKey(atForm, refused, "OTHER")}`)}</p>
          {refused === "tripsOpen" && (
            <LinkButton href="/trips" variant="secondary" size="sm" className="mt-3">
              {t("toTrips")}
            </LinkButton>
          )}
        </Alert>
      )}
      {hasPassword ? (
        <TextField
          name="password"
          type="password"
          autoComplete="current-password"
          label={t("password")}
          description={t("passwordNote")}
          required
          error={password && t(`refused.${password}`)}
        />
      ) : (
        <p className="font-medium">{t("recent")}</p>
      )}
      <Checkbox
        name="understood"
        label={t("understood")}
        error={isUnread ? t("refused.notUnderstood") : undefined}
      />
      <SubmitButton variant="danger">{t("button")}</SubmitButton>
    </form>
  );
}
