import { useLocale, useTranslations } from "next-intl";
import { FlightTimes } from "@/components/flight/flight-times";
import { Card } from "@/components/ui/card";
import { formatLocalDate } from "@/i18n/format";
import type { BookedFlight } from "@/components/booking/types";

/** The flights of a booking, in order. */
export function Itinerary({ segments }: { segments: readonly BookedFlight[] }) {
  const t = useTranslations("booking");
  const locale = useLocale();
  const ko = locale === "ko";
  return (
    <Card as="section" title={t("itinerary")}>
      <ol className="grid grid-cols-1 gap-5">
        {segments.map((flight) => (
          <li key={flight.position}>
            <h3 className="font-bold">
              {ko ? flight.originCityKo : flight.originCityEn} →{" "}
              {ko ? flight.destinationCityKo : flight.destinationCityEn}
            </h3>
            <p className="pb-2 text-sm text-ink-muted">
              {formatLocalDate(flight.departureDate, "date", locale)} · {flight.designator} ·{" "}
              {ko ? flight.aircraftKo : flight.aircraftEn} · {ko ? flight.rule.nameKo : flight.rule.nameEn}
            </p>
            <div className="max-w-md">
              <FlightTimes flight={flight} />
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
