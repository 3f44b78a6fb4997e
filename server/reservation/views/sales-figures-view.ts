import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { flightDate } from "@/server/shared/fields";
import { parse } from "@/server/shared/parse";
import { KOREA_ZONE } from "@/server/shared/time";
import type { DailyFigures } from "./schemas";

const period = z.object({ from: flightDate("date"), to: flightDate("date") });

/** Sales and cancellations by Korean day, both ends included; a day without any is there with zeros. */
export async function dailyFigures(
  ctx: RequestContext,
  input: z.input<typeof period>,
): Promise<DailyFigures[]> {
  requireAdmin(ctx.actor);
  const { from, to } = parse(period, input);
  const start = sql`(${from}::date)::timestamp at time zone ${KOREA_ZONE}`;
  const end = sql`(${to}::date + 1)::timestamp at time zone ${KOREA_ZONE}`;
  const { rows } = await database().execute<DailyFigures>(sql`
    with made as (
      select (created_at at time zone ${KOREA_ZONE})::date as day, count(*) as bookings,
        sum(adults + children + infants) as passengers, sum(paid_amount) as revenue
      from reservation.reservations where created_at >= ${start} and created_at < ${end} group by 1),
    ended as (
      select (ended_at at time zone ${KOREA_ZONE})::date as day, count(*) as cancellations,
        sum(refunded_amount) as refunds
      from reservation.reservations
      where status = 'CANCELLED' and ended_at >= ${start} and ended_at < ${end} group by 1)
    select d.day::date::text as date, coalesce(bookings, 0)::int as bookings,
      coalesce(passengers, 0)::int as passengers, coalesce(revenue, 0)::float8 as revenue,
      coalesce(cancellations, 0)::int as cancellations, coalesce(refunds, 0)::float8 as refunds
    from generate_series(${from}::date, ${to}::date, interval '1 day') d(day)
    left join made on made.day = d.day left join ended on ended.day = d.day order by d.day desc`);
  return rows;
}

export type DepartureFigures = {
  flights: number;
  cancelled: number;
  departed: number;
  /** Of the flights that are not cancelled. */
  capacity: number;
  sold: number;
};

/** The flights that leave on one local day, and how full they are. */
export async function departureFigures(ctx: RequestContext, date: string): Promise<DepartureFigures> {
  requireAdmin(ctx.actor);
  const { rows } = await database().execute<DepartureFigures>(sql`
    with today as (
      select id, status, departs_at from reservation.flights where departure_date = ${parse(flightDate("date"), date)}),
    units as (
      select count(*)::int as capacity, (count(*) filter (where sold))::int as sold
      from reservation.inventory_units
      where flight_id in (select id from today where status = 'ON_SALE'))
    select count(*)::int as flights, (count(*) filter (where status = 'CANCELLED'))::int as cancelled,
      (count(*) filter (where status = 'ON_SALE' and departs_at <= clock_timestamp()))::int as departed,
      (select capacity from units) as capacity, (select sold from units) as sold
    from today`);
  return rows[0] as DepartureFigures;
}
