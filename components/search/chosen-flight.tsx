import { useLocale, useTranslations } from "next-intl";
import { type AirportNamesByCode, FlightAirports } from "@/components/flight/flight-airports";
import { FlightTimes } from "@/components/flight/flight-times";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { formatLocalDate } from "@/i18n/format";
import type { BrandTerms, FareTile, ResultFlight } from "./types";

/** The outbound flight that is already chosen, shown while the return flight is being chosen. */
export function ChosenFlight({
  flight,
  fare,
  rules,
  changeHref,
  airportNames,
}: {
  flight: ResultFlight;
  fare: FareTile;
  rules: readonly BrandTerms[];
  changeHref: string;
  airportNames: AirportNamesByCode;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const terms = rules.find((rule) => rule.brand === fare.brand);
  return (
    <section
      aria-label={t("chosenOut")}
      className="mb-4 grid items-center gap-3 rounded-card border border-brand bg-brand-soft p-4 sm:grid-cols-[1fr_18rem_auto]"
    >
      <div>
        <p className="text-sm font-semibold text-brand-text">{t("chosenOut")}</p>
        <p className="font-bold">
          {formatLocalDate(flight.departureDate, "shortDate", locale)} · {flight.designator}
        </p>
        <p className="text-sm">
          {terms && (locale === "ko" ? terms.nameKo : terms.nameEn)} · <Money amountKrw={fare.totalAmount} />
        </p>
      </div>
      <div>
        <FlightTimes flight={flight} />
        <FlightAirports flight={flight} names={airportNames} />
      </div>
      <LinkButton href={changeHref} variant="secondary" size="sm">
        {t("changeOut")}
      </LinkButton>
    </section>
  );
}
