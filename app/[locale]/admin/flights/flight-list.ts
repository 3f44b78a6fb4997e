import { type CabinLoad, flightLoads } from "@/server/reservation/queries";
import { listFlights } from "@/server/schedule/queries";
import type { ListedFlight } from "@/server/schedule/schemas";
import { hasPermission, type RequestContext } from "@/server/shared/context";
import { toLocal } from "@/server/shared/time";

export const sorts = ["departure", "flight", "route", "load"] as const;
export type Sort = (typeof sorts)[number];
export type FlightRow = ListedFlight & { loads: CabinLoad[]; percent: number };
export type FlightFilter = { date: string; origin?: string; destination?: string; flight?: string };

/** All flights of a day that match the filter, each with its load for staff who may see it. A day has a few hundred flights at most. */
export async function flightsOfDay(ctx: RequestContext, filter: FlightFilter): Promise<FlightRow[]> {
  const { date, origin, destination, flight } = filter;
  const wanted = { from: date, origin, destination, designator: flight };
  const first = await listFlights(ctx, wanted);
  const further = await Promise.all(
    Array.from({ length: Math.ceil(first.total / first.pageSize) - 1 }, (_, n) =>
      listFlights(ctx, { ...wanted, page: n + 2 }),
    ),
  );
  const flights = [first, ...further].flatMap((page) => page.items);
  const ids = flights.map((each) => each.id);
  const loads = hasPermission(ctx.actor, "sales.read") ? await flightLoads(ctx, ids) : [];
  const byFlight = new Map<number, CabinLoad[]>(flights.map((each) => [each.id, []]));
  for (const load of loads) byFlight.get(load.flightId)?.push(load);
  return flights.map((each) => {
    const own = byFlight.get(each.id) ?? [];
    const sum = (part: "sold" | "capacity") => own.reduce((total, load) => total + load[part], 0);
    return { ...each, loads: own, percent: sum("capacity") === 0 ? 0 : sum("sold") / sum("capacity") };
  });
}

// The list shows departures on the clock of their airport.
const localTime = (flight: FlightRow) => toLocal(flight.departsAt, flight.originZone).time;
const designatorNumber = (flight: FlightRow) => Number(/\d+/.exec(flight.designator)?.[0] ?? 0);
const orders: Record<Sort, (a: FlightRow, b: FlightRow) => number> = {
  departure: (a, b) => localTime(a).localeCompare(localTime(b)) || a.id - b.id,
  flight: (a, b) => designatorNumber(a) - designatorNumber(b),
  route: (a, b) => `${a.origin}${a.destination}`.localeCompare(`${b.origin}${b.destination}`),
  load: (a, b) => a.percent - b.percent,
};

export function sortRows(rows: readonly FlightRow[], sort: Sort, descending: boolean): FlightRow[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * orders[sort](a, b) || orders.departure(a, b));
}
