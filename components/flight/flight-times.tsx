import { useLocale, useTranslations } from "next-intl";
import { formatDuration, formatInstant } from "@/i18n/format";
import type { FlightLeg } from "@/server/reservation/schemas";
import { DayOffset } from "./day-offset";
import { dayOffset, durationMinutes } from "./flight-time-rules";

type Times = Pick<
  FlightLeg,
  | "origin"
  | "destination"
  | "originZone"
  | "destinationZone"
  | "departsAt"
  | "arrivesAt"
  | "departureDate"
  | "arrivalDate"
>;

/** Codes and times of departure and arrival, each by its own airport's clock, and the duration. No cities. */
export function FlightTimes({ flight }: { flight: Times }) {
  const t = useTranslations("search");
  const locale = useLocale();
  const time = (at: string, zone: string) => (
    <time dateTime={at}>{formatInstant(at, zone, "time", locale)}</time>
  );
  return (
    <div className="flight-times">
      <p>
        <span className="sr-only">{`${t("departure")} `}</span>
        {time(flight.departsAt, flight.originZone)}
        <small>{flight.origin}</small>
      </p>
      <p>
        <span className="sr-only">{`${t("duration")} `}</span>
        {formatDuration(durationMinutes(flight), locale)}
        <span aria-hidden className="flight-line">
          <i />
        </span>
        {t("nonstop")}
      </p>
      <p>
        <span className="sr-only">{`${t("arrival")} `}</span>
        {time(flight.arrivesAt, flight.destinationZone)}
        <DayOffset days={dayOffset(flight)} className="ml-0.5 font-bold" />
        <small>{flight.destination}</small>
      </p>
    </div>
  );
}
