"use client";

import { clsx } from "clsx";
import { Plane } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { DayOffset } from "@/components/flight/day-offset";
import { dayOffset } from "@/components/flight/flight-time-rules";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import { formatInstant } from "@/i18n/format";
import type { FlightStatus } from "@/server/schedule/schemas";
import { KOREA_ZONE } from "@/server/shared/airline";

const tones: Readonly<Record<FlightStatus["state"], Tone>> = {
  SCHEDULED: "info",
  DELAYED: "warning",
  DEPARTED: "positive",
  ARRIVED: "neutral",
  CANCELLED: "danger",
};

/** The flights with their states, and when that was. */
export function FlightStatusList({ flights, now }: { flights: readonly FlightStatus[]; now: string }) {
  const t = useTranslations("home.status");
  const locale = useLocale();
  return (
    <section aria-labelledby="found" className="grid gap-4">
      <h2 id="found" className="text-title font-bold">
        {t("found")}{" "}
        <span className="text-base font-medium text-ink-muted">{t("count", { count: flights.length })}</span>
      </h2>
      <ul className="grid gap-4 lg:grid-cols-2">
        {flights.map((flight) => (
          <li
            key={`${flight.designator} ${flight.departsAt}`}
            className="rounded-card border border-line bg-surface p-4 shadow-card sm:p-6"
          >
            <Flight flight={flight} />
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-muted">
        {t("asOf", { at: formatInstant(now, KOREA_ZONE, "shortDateTime", locale) })}
      </p>
    </section>
  );
}

function Flight({ flight }: { flight: FlightStatus }) {
  const t = useTranslations("home.status");
  const isKorean = useLocale() === "ko";
  const cities = isKorean
    ? [flight.originCityKo, flight.destinationCityKo]
    : [flight.originCityEn, flight.destinationCityEn];
  const times = { departure: flight.expectedDepartsAt, arrival: flight.expectedArrivesAt };
  return (
    <article className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-lg font-bold">
          {flight.designator} <span className="font-semibold">{cities.join(" → ")}</span>
        </h3>
        <Badge tone={tones[flight.state]}>{t(`state.${flight.state}`)}</Badge>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] gap-3">
        <End
          name={t("departure")}
          code={flight.origin}
          zone={flight.originZone}
          published={flight.departsAt}
          expected={times.departure}
          cancelled={flight.state === "CANCELLED"}
          offset={0}
          signs={[
            flight.departureTerminal && t("terminal", { terminal: flight.departureTerminal }),
            flight.departureGate && t("gate", { gate: flight.departureGate }),
          ]}
        />
        <Plane aria-hidden className="mt-8 size-5 rotate-45 text-brand-text" />
        <End
          name={t("arrival")}
          code={flight.destination}
          zone={flight.destinationZone}
          published={flight.arrivesAt}
          expected={times.arrival}
          cancelled={flight.state === "CANCELLED"}
          offset={dayOffset(flight)}
          signs={[
            flight.arrivalTerminal && t("terminal", { terminal: flight.arrivalTerminal }),
            flight.arrivalGate && t("arrivalGate", { gate: flight.arrivalGate }),
          ]}
        />
      </div>
      {flight.state === "CANCELLED" && <p className="text-sm text-danger-text">{t("cancelledNote")}</p>}
    </article>
  );
}

/** One end of a flight: the published time, the new one beside it, and where at the airport. */
function End({
  name,
  code,
  zone,
  published,
  expected,
  cancelled,
  offset,
  signs,
}: {
  name: string;
  code: string;
  zone: string;
  published: string;
  expected: string | null;
  cancelled: boolean;
  /** Days from departure to the published arrival. */
  offset: number;
  signs: readonly (string | null)[];
}) {
  const isMoved = !cancelled && expected !== null && expected !== published;
  return (
    <dl className="grid content-start gap-0.5">
      <dt className="text-sm text-ink-muted">
        {name} {code}
      </dt>
      <Published {...{ published, zone, offset }} isLarge={!isMoved} isOver={isMoved || cancelled} />
      {isMoved && <NewTime {...{ expected, zone, published }} />}
      {signs.some(Boolean) && <dd className="text-sm font-semibold">{signs.filter(Boolean).join(" · ")}</dd>}
    </dl>
  );
}

function Published({
  published,
  zone,
  offset,
  isLarge,
  isOver,
}: {
  published: string;
  zone: string;
  offset: number;
  isLarge: boolean;
  /** The flight does not leave or arrive at this time. */
  isOver: boolean;
}) {
  const t = useTranslations("home.status");
  const locale = useLocale();
  return (
    <dd className={clsx("font-bold", isLarge ? "text-2xl" : "text-lg", isOver && "text-ink-muted")}>
      <span className="sr-only">{t("scheduled")} </span>
      <time dateTime={published} className={isOver ? "line-through" : undefined}>
        {formatInstant(published, zone, "time", locale)}
      </time>
      <DayOffset days={offset} className="ml-0.5" />
      <span className="block text-sm font-medium text-ink-muted">
        {formatInstant(published, zone, "shortDate", locale)}
      </span>
    </dd>
  );
}

function NewTime({ expected, zone, published }: { expected: string; zone: string; published: string }) {
  const t = useTranslations("home.status");
  const locale = useLocale();
  const minutes = Math.round((Date.parse(expected) - Date.parse(published)) / 60_000);
  return (
    <dd className="text-2xl font-bold">
      <span className="sr-only">{t("expected")} </span>
      <time dateTime={expected}>{formatInstant(expected, zone, "time", locale)}</time>
      {minutes > 0 && (
        <span className="block text-sm font-semibold text-warning-text">{t("delayed", { minutes })}</span>
      )}
    </dd>
  );
}
