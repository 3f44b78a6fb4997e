import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { ListedFlight } from "@/server/schedule/schemas";
import { AircraftCode } from "./aircraft-code";
import { FlightStatus } from "./flight-status";
import { FlightTime } from "./flight-times";
import { type Load, LoadBar } from "./load-bar";
import { cabinName } from "./names";

type Sort = "departure" | "flight" | "route" | "load";
type Flight = ListedFlight & { loads: readonly Load[] };

const dayOffset = (flight: Pick<Flight, "departureDate" | "arrivalDate">) =>
  Math.round((Date.parse(flight.arrivalDate) - Date.parse(flight.departureDate)) / 86_400_000);

/** A day's flights with their load. Heads with a link sort by it. */
export function FlightTable({
  flights,
  aircraft,
  caption,
  sortOf,
}: {
  flights: readonly Flight[];
  /** Names by type code. */
  aircraft: Readonly<Record<string, string>>;
  caption: string;
  sortOf: (sort: Sort) => { href: string; direction: "ascending" | "descending" | null };
}) {
  const t = useTranslations("admin");
  const cabins = useTranslations("admin.cabins");
  const ko = useLocale() === "ko";
  return (
    <Table
      caption={caption}
      head={
        <>
          <Th sort={sortOf("flight")}>{t("flights.designator")}</Th>
          <Th sort={sortOf("route")}>{t("flights.route")}</Th>
          <Th sort={sortOf("departure")}>{t("flights.departure")}</Th>
          <Th>{t("flights.arrival")}</Th>
          <Th>{t("flights.aircraft")}</Th>
          <Th>{t("flights.status")}</Th>
          <Th sort={sortOf("load")}>{t("flights.load")}</Th>
        </>
      }
    >
      {flights.map((flight) => (
        <tr key={flight.id}>
          <Td>
            <PageLink
              href={`/admin/flights/${flight.id}`}
              className="inline-flex min-h-6 items-center font-bold text-brand-text hover:underline"
            >
              {flight.designator}
            </PageLink>
          </Td>
          <Td className="whitespace-nowrap">
            {flight.origin} → {flight.destination}
            <span className="block text-xs text-ink-muted">
              {ko ? flight.originCityKo : flight.originCityEn} –{" "}
              {ko ? flight.destinationCityKo : flight.destinationCityEn}
            </span>
          </Td>
          <Td>
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
          <Td>
            {flight.loads.length === 0 ? (
              <span className="text-ink-muted">{t("load.none")}</span>
            ) : (
              <div className="flex gap-4">
                {flight.loads.map((load) => (
                  <LoadBar key={load.cabin} load={load} label={cabinName(cabins, load.cabin)} />
                ))}
              </div>
            )}
          </Td>
        </tr>
      ))}
    </Table>
  );
}
