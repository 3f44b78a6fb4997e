import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import type { SelectOption } from "@/components/ui/inputs/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { PASSPORT_CONSENT, type Person } from "@/server/profile/schemas";
import { PassportForm } from "./passport-form";
import { PassportReader, type ReadAction } from "./passport-reader";
import type { PersonAction } from "./person-form";

const tones = { VALID: "positive", ENDS_SOON: "warning", ENDED: "danger", UNREADABLE: "danger" } as const;

/** The passport of the member or of a companion: masked, and in full once asked. */
export function PassportCard({
  person,
  countries,
  actions,
}: {
  /** Null: the details have to be saved first. */
  person: Person | null;
  countries: readonly SelectOption[];
  actions: { store: PersonAction; read: ReadAction; forget: (form: FormData) => Promise<void> };
}) {
  const t = useTranslations("profile.passport");
  const kept = person?.passport;
  return (
    <Card as="section" title={t("title")}>
      {!person && <p className="text-ink-muted">{t("afterDetails")}</p>}
      {person && !kept && <p className="mb-4 text-ink-muted">{t("none")}</p>}
      {person && kept && (
        <div className="mb-6 grid gap-4">
          <p className="text-lg font-semibold tabular-nums">{kept.maskedNumber}</p>
          <Alert tone={tones[kept.validity]}>{t(`validity.${kept.validity}`)}</Alert>
          {kept.validity !== "UNREADABLE" && (
            <PassportReader id={person.id} words={t("show")} action={actions.read} />
          )}
          <ActionForm action={actions.forget}>
            <input type="hidden" name="id" value={person.id} />
            <SubmitButton variant="quiet" size="sm">
              {t("forget")}
            </SubmitButton>
          </ActionForm>
        </div>
      )}
      {person && (
        <PassportForm
          personId={person.id}
          consent={PASSPORT_CONSENT}
          countries={countries}
          isKept={Boolean(kept)}
          action={actions.store}
        />
      )}
    </Card>
  );
}
