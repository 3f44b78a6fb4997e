import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Locale, locales } from "@/server/shared/airline";

/** Chooses the language of a member's messages. A plain form: it works before JavaScript. */
export function LanguageForm({
  current,
  outcome,
  action,
}: {
  current: Locale;
  /** The result of the last change: `saved`, `notSaved`, or undefined. */
  outcome: string | undefined;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("account");
  return (
    <ActionForm action={action} className="grid justify-items-start gap-4">
      {outcome === "saved" && <Alert live tone="positive" title={t("languageSaved")} />}
      {outcome === "notSaved" && <Alert live tone="danger" title={t("languageNotSaved")} />}
      <p className="text-sm text-ink-muted">{t("languageNote")}</p>
      <RadioGroup
        // A new key after a change: the group then marks the language that was saved.
        key={current}
        legend={t("language")}
        hideLegend
        name="locale"
        look="pill"
        defaultValue={current}
        options={locales.map((value) => ({ value, label: t(`languageOf.${value}`) }))}
      />
      <SubmitButton variant="secondary">{t("languageSave")}</SubmitButton>
    </ActionForm>
  );
}
