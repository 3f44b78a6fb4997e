import { useLocale, useTranslations } from "next-intl";
import { FlightTimes } from "@/components/flight/flight-times";
import { Card } from "@/components/ui/card";
import { formatLocalDate } from "@/i18n/format";
import type { BookedSegment, FlightLeg } from "@/server/reservation/schemas";

type ShownLeg = FlightLeg & Pick<BookedSegment, "position" | "aircraftKo" | "aircraftEn" | "rule">;

/** The flights of a booking that is being made, in order: date, aircraft, fare brand, times. */
export function ItineraryInShort({ segments }: { segments: readonly ShownLeg[] }) {
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
