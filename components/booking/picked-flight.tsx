import { useLocale, useTranslations } from "next-intl";
import { FlightTimes } from "@/components/flight/flight-times";
import { ActionForm } from "@/components/forms/action-form";
import type { BrandTerms, FareTile, ResultFlight } from "@/components/search/types";
import { Money } from "@/components/ui/money";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatLocalDate } from "@/i18n/format";

/** The fare that somebody chose before signing in. Its button holds the seats; nothing is held before. */
export function PickedFlight({
  flight,
  fare,
  rules,
  totalAmount,
  fields,
  action,
}: {
  flight: ResultFlight;
  fare: FareTile;
  rules: readonly BrandTerms[];
  /** In whole won, for the whole party, with the flight chosen before. */
  totalAmount: number;
  /** The form fields that `action` reads. */
  fields: { back: string; page: string; choice: string };
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("booking");
  const locale = useLocale();
  const terms = rules.find((rule) => rule.brand === fare.brand);
  return (
    <section
      aria-label={t("picked")}
      className="mb-4 grid items-center gap-3 rounded-card border-2 border-brand bg-brand-soft p-4 sm:grid-cols-[1fr_18rem_auto]"
    >
      <div>
        <p className="text-sm font-semibold text-brand-text">{t("picked")}</p>
        <p className="font-bold">
          {formatLocalDate(flight.departureDate, "shortDate", locale)} · {flight.designator}
        </p>
        <p className="text-sm">
          {terms && (locale === "ko" ? terms.nameKo : terms.nameEn)} · {t("total")}{" "}
          <Money amountKrw={totalAmount} />
        </p>
      </div>
      <FlightTimes flight={flight} />
      <ActionForm action={action} className="grid">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SubmitButton>{t("goOnWithPicked")}</SubmitButton>
      </ActionForm>
    </section>
  );
}
