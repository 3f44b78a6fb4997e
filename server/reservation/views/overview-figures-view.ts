import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { flightDate } from "@/server/shared/fields";
import { parse } from "@/server/shared/parse";
import { KOREA_ZONE } from "@/server/shared/time";
import type { CancellationFigures, RouteLoad } from "./overview-schemas";

const period = z.object({ from: flightDate("date"), to: flightDate("date") });
type Period = z.input<typeof period>;

/** The longest list of departures: their seats are counted one by one. */
const MAX_LOAD_DAYS = 7;

/**
 * Cancellations of the Korean days from `from` to `to`, both included, of parts too, by who cancelled; the most frequent
 * cause first. `refunds` in whole won.
 *
 * @throws AppError FORBIDDEN, INVALID_INPUT.
 */
export async function cancellationFigures(
  ctx: RequestContext,
  input: Period,
): Promise<CancellationFigures[]> {
  requirePermission(ctx.actor, "sales.read");
  const { from, to } = parse(period, input);
  const { rows } = await database().execute<CancellationFigures>(sql`
    select c.cause, count(*)::int as cancellations, coalesce(-sum(c.balance), 0)::float8 as refunds
    from reservation.changes c
    where c.status = 'DONE' and c.kind = 'CANCEL' and c.cause is not null
      and c.ended_at >= (${from}::date)::timestamp at time zone ${KOREA_ZONE}
      and c.ended_at < (${to}::date + 1)::timestamp at time zone ${KOREA_ZONE}
    group by c.cause order by cancellations desc, c.cause`);
  return rows;
}

/**
 * The seats of each route on each local day of departure, for the week from `from` on, by route and day. Flights that were
 * cancelled are left out.
 *
 * @throws AppError FORBIDDEN, INVALID_INPUT.
 */
export async function routeLoads(ctx: RequestContext, from: string): Promise<RouteLoad[]> {
  requirePermission(ctx.actor, "sales.read");
  const first = parse(flightDate("date"), from);
  const { rows } = await database().execute<RouteLoad>(sql`
    select f.origin, f.destination, f.departure_date::text as date, sum(u.capacity)::int as capacity, sum(u.sold)::int as sold
    from reservation.flights f
    cross join lateral (select count(*) as capacity, count(*) filter (where u.sold) as sold
      from reservation.inventory_units u where u.flight_id = f.id) u
    where f.status = 'ON_SALE' and f.departure_date between ${first}::date and ${first}::date + ${MAX_LOAD_DAYS - 1}::int
      -- A local day lies within a day of the same day at Greenwich: the index has the moments of departure.
      and f.departs_at >= (${first}::date - 1)::timestamp at time zone 'UTC'
      and f.departs_at < (${first}::date + ${MAX_LOAD_DAYS + 1}::int)::timestamp at time zone 'UTC'
    group by 1, 2, 3 order by 1, 2, 3`);
  return rows;
}
