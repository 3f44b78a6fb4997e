import { useLocale, useTranslations } from "next-intl";
import { dayOffset } from "@/components/flight/flight-time-rules";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { ListedFlight } from "@/server/schedule/schemas";
import { AircraftCode } from "./aircraft-code";
import { FlightStatus } from "./flight-status";
import { FlightTime } from "./flight-times";
import { type Load, LoadBar } from "./load-bar";
import { cabinName } from "./names";

type Sort = "departure" | "flight" | "route" | "status" | "load";
type Flight = ListedFlight & { loads: readonly Load[] };

type AircraftNames = Readonly<Record<string, string>>;

/** Flights with their load. A head with a link sorts by its column. */
export function FlightTable({
  flights,
  aircraft,
  caption,
  hasLoads,
  showsDay,
  sortOf,
}: {
  flights: readonly Flight[];
  /** Names by type code. */
  aircraft: AircraftNames;
  caption: string;
  /** False for staff who may not see how full flights are. */
  hasLoads: boolean;
  /** Whether the list has several days. */
  showsDay: boolean;
  sortOf: (sort: Sort) => { href: string; direction: "ascending" | "descending" | null };
}) {
  const t = useTranslations("admin.flights");
  return (
    <Table
      caption={caption}
      head={
        <>
          <Th sort={sortOf("flight")}>{t("designator")}</Th>
          <Th sort={sortOf("route")}>{t("route")}</Th>
          <Th sort={sortOf("departure")}>{t("departure")}</Th>
          <Th>{t("arrival")}</Th>
          <Th>{t("aircraft")}</Th>
          <Th sort={sortOf("status")}>{t("status")}</Th>
          {/* The load sorts the flights of one day. */}
          {hasLoads && <Th sort={showsDay ? undefined : sortOf("load")}>{t("load")}</Th>}
        </>
      }
    >
      {flights.map((flight) => (
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
  flight: Flight;
  aircraft: AircraftNames;
  hasLoads: boolean;
  showsDay: boolean;
}) {
  return (
    <tr>
      <Td>
        <PageLink
          href={`/admin/flights/${flight.id}`}
          className="inline-flex min-h-6 items-center font-bold text-brand-text hover:underline"
        >
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

function RouteCell({ flight }: { flight: Flight }) {
  const ko = useLocale() === "ko";
  return (
    <Td className="whitespace-nowrap">
      {flight.origin} → {flight.destination}
      <span className="block text-xs text-ink-muted">
        {ko ? flight.originCityKo : flight.originCityEn} –{" "}
        {ko ? flight.destinationCityKo : flight.destinationCityEn}
      </span>
    </Td>
  );
}

function LoadCell({ loads }: { loads: readonly Load[] }) {
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
