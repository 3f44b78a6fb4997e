import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-style";
import { TextField } from "@/components/ui/inputs/text-field";
import { knownKey } from "@/components/ui/known-key";

const atField = ["required", "passwordWrong"] as const;
const refusals = ["signInAgain", "RATE_LIMITED", "UNAUTHENTICATED"] as const;

/** Asks for the password and downloads the file. A plain form: the answer is a file, or this page with the reason. */
export function DataForm({
  locale,
  hasPassword,
  refused,
}: {
  locale: string;
  hasPassword: boolean;
  /** Why there was no file; undefined at first. */
  refused: string | undefined;
}) {
  const t = useTranslations("profile.data");
  const field = refused === undefined ? null : knownKey(atField, refused, null);
  return (
    <form method="post" action="/api/pages/account/data" className="grid justify-items-start gap-4">
      {refused !== undefined && !field && (
        <Alert live tone="danger" title={t("refusedTitle")} className="w-full">
          {t(`refused.${knownKey(refusals, refused, "OTHER")}`)}
        </Alert>
      )}
      <p className="text-ink-muted">{t("what")}</p>
      <p className="text-ink-muted">{t("without")}</p>
      <input type="hidden" name="locale" value={locale} />
      {hasPassword ? (
        <TextField
          name="password"
          type="password"
          autoComplete="current-password"
          label={t("password")}
          description={t("passwordNote")}
          required
          error={field && t(`refused.${field}`)}
        />
      ) : (
        <p className="font-medium">{t("recent")}</p>
      )}
      <button type="submit" className={buttonClass({ variant: "primary" })}>
        {t("download")}
      </button>
    </form>
  );
}
