import { dayPartOf, sortFlights } from "@/components/search/flight-order";
import { parseChoice, type ResultsView } from "@/components/search/search-url";
import type { Direction, SearchValues } from "@/components/search/types";
import {
  connectingFlights,
  type FareOption,
  type FoundFlight,
  lowestTotals,
  searchFlights,
} from "@/server/reservation/queries";
import { addDays } from "@/server/shared/time";

type Found = {
  direction: Direction;
  /** The outbound flight of a return trip, once it is chosen, while it is still available. */
  chosen: { flight: FoundFlight; fare: FareOption } | null;
  /** All flights of the day; `shown`: those that the view shows, in its order. */
  flights: FoundFlight[];
  shown: FoundFlight[];
};

/** The flights to choose from: the outbound ones, or the return flights once the outbound flight is chosen. */
export async function findFlights(
  search: SearchValues,
  view: ResultsView,
  customerId: string | undefined,
): Promise<Found> {
  const { adults, children, infants } = search;
  const who = { adults, children, infants, ...(customerId && { customerId }) };
  const there = { from: search.from, to: search.to, date: search.depart };
  const back = { from: search.to, to: search.from, date: search.return };
  const choice = search.trip === "return" ? parseChoice(view.out ?? "") : null;
  const outbound = await searchFlights({ ...who, ...there });
  const chosen = choice && pick(outbound, choice);
  if (!chosen) return found({ ...there, last: search.trip === "oneway" }, null, outbound, view);
  const inbound = await connectingFlights(chosen.flight, await searchFlights({ ...who, ...back }));
  return found({ ...back, last: true }, chosen, inbound, view);
}

/** A fare of one of the flights; null when it is not there or has not enough seats. */
export function pick(flights: FoundFlight[], { flightId, brand }: { flightId: number; brand: string }) {
  const flight = flights.find((each) => each.flightId === flightId);
  const fare = flight?.fares.find((each) => each.brand === brand && each.enough);
  return flight && fare ? { flight, fare } : null;
}

function found(
  direction: Direction,
  chosen: Found["chosen"],
  flights: FoundFlight[],
  { sort = "departure", time }: ResultsView,
): Found {
  const shown = time ? flights.filter((flight) => dayPartOf(flight) === time) : flights;
  return { direction, chosen, flights, shown: sortFlights(shown, sort) };
}

/**
 * The lowest price for one adult on each day around the shown one: three days before and after it, or, when `further`,
 * 14 days before and 30 after. Days before `earliest` are left out.
 */
export function nearbyFares(direction: Omit<Direction, "last">, earliest: string, further: boolean) {
  const [before, after] = further ? [-14, 30] : [-3, 3];
  const first = addDays(direction.date, before);
  return lowestTotals({
    from: direction.from,
    to: direction.to,
    first: first < earliest ? earliest : first,
    last: addDays(direction.date, after),
  });
}
