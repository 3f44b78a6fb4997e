import { type PackedRows, packRows, unpackRows } from "@/components/ui/packed-rows";
import type { FareTile, ResultFlight } from "./types";

type Legs = PackedRows<Omit<ResultFlight, "fares">>;
type Fares = PackedRows<FareTile & { flightId: number }>;

/** Flights of a day with their fares, as a page carries them to the browser. */
export type PackedFlights = { legs: Legs; fares: Fares };

export function packFlights(flights: readonly ResultFlight[]): PackedFlights {
  return {
    legs: packRows(flights.map(({ fares: _, ...leg }) => leg)),
    fares: packRows(
      flights.flatMap(({ flightId, fares }) =>
        fares.map(({ brand, adultAmount, totalAmount, left, enough }) => ({
          ...{ flightId, brand, adultAmount, totalAmount, left, enough },
        })),
      ),
    ),
  };
}

export function unpackFlights({ legs, fares }: PackedFlights): ResultFlight[] {
  const tiles = unpackRows(fares);
  return unpackRows(legs).map((leg) => ({
    ...leg,
    fares: tiles.filter(({ flightId }) => flightId === leg.flightId),
  }));
}
