import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { changes } from "@/db/schema/reservation";
import { flightHasLeft } from "@/server/reservation/inventory/predicates";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { flightDate } from "@/server/shared/fields";
import type { ChangeKind } from "@/server/shared/order-terms";
import { parse } from "@/server/shared/parse";
import { eachDay, KOREA_ZONE } from "@/server/shared/time";
import type { DailyFigures, DepartureFigures } from "./staff-schemas";

const period = z.object({ from: flightDate("date"), to: flightDate("date") });
type Period = z.output<typeof period>;

/**
 * Sales, changes and cancellations of each Korean day from `from` to `to`, both included, the latest day first. Days without any
 * have zeros.
 *
 * @throws AppError FORBIDDEN, INVALID_INPUT.
 */
export async function dailyFigures(
  ctx: RequestContext,
  input: z.input<typeof period>,
): Promise<DailyFigures[]> {
  requirePermission(ctx.actor, "sales.read");
  const days = parse(period, input);
  const figuresOf = new Map((await figuresByDay(days)).map(({ date, ...figures }) => [date, figures]));
  return eachDay(days.from, days.to)
    .reverse()
    .map((date) => ({ date, ...(figuresOf.get(date) ?? none) }));
}

const none = { bookings: 0, passengers: 0, revenue: 0, cancellations: 0, refunds: 0 };

/**
 * Money by the charges of the changes that were done on a day: a sale or a change that costs more is revenue, one that gives
 * back is a refund. What moves between reservations is neither.
 */
const figuresByDay = (days: Period) =>
  database()
    .select({
      date: koreanDay(sql`${changes.endedAt}`),
      bookings: countOf("ISSUE"),
      passengers: sum(sql`(select count(*) from reservation.tickets t
        where changes.kind = 'ISSUE' and t.reservation_id = changes.reservation_id and t.change_id = changes.id)`),
      revenue: sum(sql`greatest(0, ${charged})`),
      cancellations: countOf("CANCEL"),
      refunds: sum(sql`greatest(0, -${charged})`),
    })
    .from(changes)
    .where(and(...doneIn(days)))
    .groupBy(sql`1`);

/** The sum of a change's charges. They are found by their reservation, which has an index. */
const charged = sql`coalesce((select sum(l.amount) from reservation.charges l
  where l.reservation_id = changes.reservation_id and l.change_id = changes.id and l.kind <> 'TRANSFER'), 0)`;

const countOf = (kind: ChangeKind) => sql`count(*) filter (where ${changes.kind} = ${kind})`.mapWith(Number);

const doneIn = (days: Period) => [
  eq(changes.status, "DONE"),
  gte(changes.endedAt, startOf(days)),
  lt(changes.endedAt, endOf(days)),
];

const koreanDay = (column: SQL) => sql<string>`(${column} at time zone ${KOREA_ZONE})::date::text`;
const startOf = ({ from }: Period) => sql`(${from}::date)::timestamp at time zone ${KOREA_ZONE}`;
const endOf = ({ to }: Period) => sql`(${to}::date + 1)::timestamp at time zone ${KOREA_ZONE}`;
const sum = (value: SQL) => sql`coalesce(sum(${value}), 0)`.mapWith(Number);

/** The flights that leave on one local day, and their seats. @throws AppError FORBIDDEN, INVALID_INPUT. */
export async function departureFigures(ctx: RequestContext, date: string): Promise<DepartureFigures> {
  requirePermission(ctx.actor, "sales.read");
  const { rows } = await database().execute<DepartureFigures>(sql`
    with today as (
      select id, status, departs_at from reservation.flights where departure_date = ${parse(flightDate("date"), date)}),
    units as (
      select count(*)::int as capacity, (count(*) filter (where sold))::int as sold
      from reservation.inventory_units
      where flight_id in (select id from today where status = 'ON_SALE'))
    select count(*)::int as flights, (count(*) filter (where status = 'CANCELLED'))::int as cancelled,
      (count(*) filter (where ${flightHasLeft}))::int as departed,
      (select capacity from units) as capacity, (select sold from units) as sold
    from today f`);
  return rows[0] as DepartureFigures;
}
