import { type PackedRows, packRows, unpackRows } from "@/components/ui/packed-rows";
import type { ListedFlight } from "@/server/schedule/schemas";
import type { Locale } from "@/server/shared/airline";
import type { Load } from "./load-bar";

type Leg = Pick<
  ListedFlight,
  | ("id" | "designator" | "origin" | "destination" | "originZone" | "destinationZone")
  | ("departsAt" | "arrivesAt" | "departureDate" | "arrivalDate" | "aircraftType" | "status" | "departed")
> & { originCity: string; destinationCity: string };

/** A flight as the list shows it, with the cities in one language. */
export type ShownFlight = Leg & { loads: readonly Load[] };

/** Flights of the list, as a page carries them to the browser. */
export type PackedFlights = { legs: PackedRows<Leg>; loads: PackedRows<Load & { id: number }> };

export function packFlights(
  flights: readonly (ListedFlight & { loads: readonly Load[] })[],
  locale: Locale,
): PackedFlights {
  return {
    legs: packRows(flights.map((flight) => legOf(flight, locale))),
    loads: packRows(
      flights.flatMap(({ id, loads }) =>
        loads.map(({ cabin, capacity, sold, held }) => ({ id, cabin, capacity, sold, held })),
      ),
    ),
  };
}

function legOf(flight: ListedFlight, locale: Locale): Leg {
  const { id, designator, origin, destination, originZone, destinationZone } = flight;
  const { departsAt, arrivesAt, departureDate, arrivalDate, aircraftType, status, departed } = flight;
  return {
    ...{ id, designator, origin, destination, originZone, destinationZone },
    ...{ departsAt, arrivesAt, departureDate, arrivalDate, aircraftType, status, departed },
    originCity: locale === "ko" ? flight.originCityKo : flight.originCityEn,
    destinationCity: locale === "ko" ? flight.destinationCityKo : flight.destinationCityEn,
  };
}

export function unpackFlights({ legs, loads }: PackedFlights): ShownFlight[] {
  const bars = unpackRows(loads);
  return unpackRows(legs).map((leg) => ({ ...leg, loads: bars.filter(({ id }) => id === leg.id) }));
}
