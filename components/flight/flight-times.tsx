import { Plane } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { dayOffset, durationMinutes } from "@/components/search/flight-order";
import type { ResultFlight } from "@/components/search/types";
import { formatDuration, formatInstant } from "@/i18n/format";

type Times = Pick<
  ResultFlight,
  | "origin"
  | "destination"
  | "originZone"
  | "destinationZone"
  | "departsAt"
  | "arrivesAt"
  | "departureDate"
  | "arrivalDate"
>;

/** Departure and arrival, each by its own airport's clock, with the days and hours between. */
export function FlightTimes({ flight }: { flight: Times }) {
  const t = useTranslations("search");
  const locale = useLocale();
  const offset = dayOffset(flight);
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
        {offset !== 0 && (
          <sup className="ml-0.5 font-bold text-accent-text">
            <span aria-hidden>{offset > 0 ? `+${offset}` : offset}</span>
            <span className="sr-only">{t("dayOffset", { days: offset })}</span>
          </sup>
        )}
        <span className="block text-sm text-ink-muted">{flight.destination}</span>
      </p>
    </div>
  );
}
