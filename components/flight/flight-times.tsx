import { Plane } from "lucide-react";
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
    <time dateTime={at} className="text-2xl font-bold">
      {formatInstant(at, zone, "time", locale)}
    </time>
  );
  return (
    <div className="flex items-center gap-3">
      <p className="shrink-0">
        <span className="sr-only">{t("departure")} </span>
        {time(flight.departsAt, flight.originZone)}
        <span className="block text-sm text-ink-muted">{flight.origin}</span>
      </p>
      <p className="flex min-w-16 grow flex-col items-center text-sm text-ink-muted">
        <span className="sr-only">{t("duration")} </span>
        {formatDuration(durationMinutes(flight), locale)}
        <span aria-hidden className="flex w-full items-center gap-1">
          <span className="grow border-t border-line-strong" />
          <Plane className="size-4 rotate-45 text-brand-text" />
          <span className="grow border-t border-line-strong" />
        </span>
        {t("nonstop")}
      </p>
      <p className="shrink-0 text-right">
        <span className="sr-only">{t("arrival")} </span>
        {time(flight.arrivesAt, flight.destinationZone)}
        <DayOffset days={dayOffset(flight)} className="ml-0.5 font-bold" />
        <span className="block text-sm text-ink-muted">{flight.destination}</span>
      </p>
    </div>
  );
}
