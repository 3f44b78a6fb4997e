import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";

const languages = ["ko", "en"] as const;

/** The language in which a member is written to. A plain form: it works before JavaScript. */
export function LanguageForm({
  current,
  outcome,
  action,
}: {
  current: (typeof languages)[number];
  /** What came of the last change: `saved`, `notSaved`, or nothing yet. */
  outcome: string | undefined;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("account");
  return (
    <form action={action} className="grid justify-items-start gap-4">
      {outcome === "saved" && <Alert live tone="positive" title={t("languageSaved")} />}
      {outcome === "notSaved" && <Alert live tone="danger" title={t("languageNotSaved")} />}
      <p className="text-sm text-ink-muted">{t("languageNote")}</p>
      <RadioGroup
        // Drawn afresh after a change, so that the mark is where the profile is.
        key={current}
        legend={t("language")}
        hideLegend
        name="locale"
        look="pill"
        defaultValue={current}
        options={languages.map((value) => ({ value, label: t(`languageOf.${value}`) }))}
      />
      <SubmitButton variant="secondary">{t("languageSave")}</SubmitButton>
    </form>
  );
}
