import { filterFlights } from "@/components/search/flight-filters";
import { sortFlights } from "@/components/search/flight-order";
import { parseChoice, type ResultsView } from "@/components/search/search-url";
import type { Direction, SearchValues } from "@/components/search/types";
import {
  availableDays,
  availableFlights,
  connectingFlights,
  type FareOption,
  type FoundFlight,
} from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { addDays } from "@/server/shared/time";

type Party = Pick<SearchValues, "adults" | "children" | "infants">;

type Found = {
  direction: Direction;
  /** The outbound flight of a return trip, once it is chosen, while it is still available. */
  chosen: { flight: FoundFlight; fare: FareOption } | null;
  /** All flights of the day; `shown`: those that the view shows, in its order. */
  flights: FoundFlight[];
  shown: FoundFlight[];
};

/** Who searches, and how old the shown offers may be. */
type Searcher = { ctx: RequestContext; customerId: string | undefined; atMostMs?: number };

/**
 * The flights to choose from: the outbound ones, or the return flights once the outbound flight is chosen.
 *
 * @throws AppError WAITING_ROOM.
 */
export async function findFlights(
  search: SearchValues,
  view: ResultsView,
  { ctx, customerId, ...fresh }: Searcher,
): Promise<Found> {
  const { adults, children, infants } = search;
  const who = { adults, children, infants, ...(customerId && { customerId }) };
  const there = { from: search.from, to: search.to, date: search.depart };
  const back = { from: search.to, to: search.from, date: search.return };
  const choice = search.trip === "return" ? parseChoice(view.out ?? "") : null;
  const outbound = await availableFlights({ ...who, ...there }, { ctx, ...fresh });
  const chosen = choice && pick(outbound, choice);
  if (!chosen) return found({ ...there, last: search.trip === "oneway" }, null, outbound, view);
  const inbound = await availableFlights({ ...who, ...back }, { ctx, ...fresh });
  const after = await connectingFlights(chosen.flight, inbound);
  return found({ ...back, last: true }, chosen, after, view);
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
  { sort = "departure", ...filters }: ResultsView,
): Found {
  const shown = filterFlights(flights, filters, chosen?.fare.totalAmount ?? 0);
  return { direction, chosen, flights, shown: sortFlights(shown, sort) };
}

/**
 * The lowest price for the party (one adult when none is given) on each day around the shown one: three days before and
 * after it, or, when `further`, 14 days before and 30 after. Days before `earliest` are left out.
 */
export function nearbyFares(
  { date, last: _, ...query }: Pick<Direction, "from" | "to" | "date"> & Partial<Direction> & Partial<Party>,
  earliest: string,
  further: boolean,
  fresh: Pick<Searcher, "atMostMs"> = {},
) {
  const [before, after] = further ? [-14, 30] : [-3, 3];
  const first = addDays(date, before);
  const days = { first: first < earliest ? earliest : first, last: addDays(date, after) };
  return availableDays({ ...query, ...days }, fresh);
}
