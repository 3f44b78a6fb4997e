import { cut } from "@/app/[locale]/admin/_lib/params";
import { type CabinLoad, flightLoads } from "@/server/reservation/queries";
import { countFlights, listFlights } from "@/server/schedule/queries";
import {
  flightSorts,
  flightStates,
  type ListedFlight,
  type ListFlightsInput,
} from "@/server/schedule/schemas";
import { hasPermission, type RequestContext } from "@/server/shared/context";
import { isFlightDate } from "@/server/shared/fields";
import { keysetPage, type ListPage, sliceOfRows } from "@/server/shared/keyset";
import { addDays, type LocalDate } from "@/server/shared/time";
import { type AskedOrder, askedOrder } from "./list-address";

/** `load` is known by another context than the other columns: it sorts the flights of one day. */
const sorts = [...flightSorts, "load"] as const;
export type FlightSort = (typeof sorts)[number];
export type FlightRow = ListedFlight & { loads: CabinLoad[] };
export type FlightQuery = {
  date: LocalDate;
  to?: LocalDate;
  origin?: string;
  destination?: string;
  flight?: string;
  state?: (typeof flightStates)[number];
};
export type FlightList = {
  query: FlightQuery;
  /** Why the end of the period does not count. */
  toProblem: "periodInvalid" | "periodTooLong" | null;
  order: AskedOrder<FlightSort>;
};

/** As many as the page may weigh (docs/performance.md). */
const ROWS_PER_PAGE = 40;
const MAX_DAYS = 62;

const airport = (code: string | undefined) =>
  code && /^[A-Za-z]{3}$/.test(code) ? code.toUpperCase() : undefined;

/** The list that an address asks for. What is not valid in it is left out. */
export function flightListOf(raw: Record<string, string>, today: LocalDate): FlightList {
  const date = raw.date && isFlightDate(raw.date) ? raw.date : today;
  const to = raw.to && isFlightDate(raw.to) && raw.to !== date ? raw.to : undefined;
  const query = {
    date,
    to,
    origin: airport(raw.origin),
    destination: airport(raw.destination),
    flight: raw.flight && cut(raw.flight, 10),
    state: flightStates.find((state) => state === raw.state),
  };
  const toProblem =
    to && to < date ? "periodInvalid" : to && to >= addDays(date, MAX_DAYS) ? "periodTooLong" : null;
  const asked = askedOrder(raw, sorts, { sort: "departure", descending: false });
  const order = asked.sort === "load" && to ? { ...asked, sort: "departure" as const } : asked;
  return { query, toProblem, order };
}

/** The input of the schedule's queries for a list. */
export const flightFilter = ({ query, toProblem }: FlightList): ListFlightsInput => ({
  from: query.date,
  to: toProblem ? undefined : query.to,
  origin: query.origin,
  destination: query.destination,
  designator: query.flight,
  state: query.state,
});

/** One page of a list, each flight with its load, and the number of flights on all pages. */
export async function flightPage(ctx: RequestContext, list: FlightList) {
  const [page, total] = await Promise.all([
    readPage(ctx, list, list.order.cursor ?? null, ROWS_PER_PAGE),
    countFlights(ctx, flightFilter(list)),
  ]);
  return { ...page, total };
}

/** Reads one page of a list in its order. */
export async function readPage(
  ctx: RequestContext,
  list: FlightList,
  cursor: string | null,
  limit: number,
): Promise<ListPage<FlightRow>> {
  const { sort: asked, descending } = list.order;
  const sort = asked === "load" && !maySeeLoads(ctx) ? "departure" : asked;
  if (sort === "load") return pageByLoad(ctx, list, cursor, limit);
  const page = await listFlights(ctx, { ...flightFilter(list), sort, descending, cursor }, limit);
  return { ...page, rows: await withLoads(ctx, page.rows) };
}

/** A day has a few hundred flights at most. */
const MAX_FLIGHTS_A_DAY = 5_000;

async function pageByLoad(ctx: RequestContext, list: FlightList, cursor: string | null, limit: number) {
  const day = await listFlights(ctx, flightFilter(list), MAX_FLIGHTS_A_DAY);
  const flights = await withLoads(ctx, day.rows);
  const order = {
    sort: "load",
    descending: list.order.descending,
    key: { type: "bigint" as const },
    id: { type: "bigint" as const },
  };
  return keysetPage(order, cursor, limit, async (slice) => sliceOfRows(flights, slice, permilleSold));
}

function permilleSold({ loads }: FlightRow): number {
  const sum = (part: "sold" | "capacity") => loads.reduce((total, load) => total + load[part], 0);
  return sum("capacity") === 0 ? 0 : Math.round((1_000 * sum("sold")) / sum("capacity"));
}

/** Whether this person sees how full flights are. Whoever does not gets them without loads, and cannot sort by them. */
export const maySeeLoads = ({ actor }: RequestContext): boolean => hasPermission(actor, "sales.read");

async function withLoads(ctx: RequestContext, flights: readonly ListedFlight[]): Promise<FlightRow[]> {
  const ids = flights.map(({ id }) => id);
  const loads = new Map<number, CabinLoad[]>(ids.map((id) => [id, []]));
  for (const load of maySeeLoads(ctx) ? await flightLoads(ctx, ids) : [])
    loads.get(load.flightId)?.push(load);
  return flights.map((flight) => ({ ...flight, loads: loads.get(flight.id) ?? [] }));
}
