"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { dayOffset } from "@/components/flight/flight-time-rules";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { AircraftCode } from "./aircraft-code";
import { FlightStatus } from "./flight-status";
import { FlightTime } from "./flight-times";
import { LoadBar } from "./load-bar";
import { cabinName } from "./names";
import { type PackedFlights, type ShownFlight, unpackFlights } from "./packed-flights";

type Sort = { href: string; direction: "ascending" | "descending" | null };

type AircraftNames = Readonly<Record<string, string>>;

/**
 * Flights with their load. A head with a link sorts by its column. A client component: the page then carries each flight
 * once more as data, and not as markup.
 */
export function FlightTable({
  flights,
  aircraft,
  caption,
  hasLoads,
  showsDay,
  sorts,
}: {
  flights: PackedFlights;
  /** Names by type code. */
  aircraft: AircraftNames;
  caption: string;
  /** False for staff who may not see how full flights are. */
  hasLoads: boolean;
  /** Whether the list has several days. */
  showsDay: boolean;
  sorts: Record<"departure" | "flight" | "route" | "status" | "load", Sort>;
}) {
  const t = useTranslations("admin.flights");
  const rows = useMemo(() => unpackFlights(flights), [flights]);
  return (
    <Table
      caption={caption}
      head={
        <>
          <Th sort={sorts.flight}>{t("designator")}</Th>
          <Th sort={sorts.route}>{t("route")}</Th>
          <Th sort={sorts.departure}>{t("departure")}</Th>
          <Th>{t("arrival")}</Th>
          <Th>{t("aircraft")}</Th>
          <Th sort={sorts.status}>{t("status")}</Th>
          {/* The load sorts the flights of one day. */}
          {hasLoads && <Th sort={showsDay ? undefined : sorts.load}>{t("load")}</Th>}
        </>
      }
    >
      {rows.map((flight) => (
        <FlightRow
          key={flight.id}
          flight={flight}
          aircraft={aircraft}
          hasLoads={hasLoads}
          showsDay={showsDay}
        />
      ))}
    </Table>
  );
}

function FlightRow({
  flight,
  aircraft,
  hasLoads,
  showsDay,
}: {
  flight: ShownFlight;
  aircraft: AircraftNames;
  hasLoads: boolean;
  showsDay: boolean;
}) {
  return (
    <tr>
      <Td>
        <PageLink href={`/admin/flights/${flight.id}`} className="row-link">
          {flight.designator}
        </PageLink>
      </Td>
      <RouteCell flight={flight} />
      <Td className="whitespace-nowrap">
        {showsDay && (
          <time dateTime={flight.departureDate} className="mr-2 text-ink-muted">
            {flight.departureDate}
          </time>
        )}
        <FlightTime at={flight.departsAt} zone={flight.originZone} />
      </Td>
      <Td>
        <FlightTime at={flight.arrivesAt} zone={flight.destinationZone} dayOffset={dayOffset(flight)} />
      </Td>
      <Td>
        <AircraftCode code={flight.aircraftType} names={aircraft} />
      </Td>
      <Td>
        <FlightStatus status={flight.status} departed={flight.departed} />
      </Td>
      {hasLoads && (
        <Td>
          <LoadCell loads={flight.loads} />
        </Td>
      )}
    </tr>
  );
}

function RouteCell({ flight }: { flight: ShownFlight }) {
  return (
    <Td className="whitespace-nowrap">
      {`${flight.origin} → ${flight.destination}`}
      <span className="row-note">{`${flight.originCity} – ${flight.destinationCity}`}</span>
    </Td>
  );
}

function LoadCell({ loads }: { loads: ShownFlight["loads"] }) {
  const t = useTranslations("admin.load");
  const cabins = useTranslations("admin.cabins");
  if (loads.length === 0) return <span className="text-ink-muted">{t("none")}</span>;
  return (
    <div className="flex gap-4">
      {loads.map((load) => (
        <LoadBar key={load.cabin} load={load} label={cabinName(cabins, load.cabin)} />
      ))}
    </div>
  );
}
