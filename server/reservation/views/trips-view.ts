import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { database } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { parseLocator } from "@/server/reservation/domain/locator";
import { liveHold, overdueHold } from "@/server/reservation/inventory/predicates";
import { orderTotal } from "@/server/reservation/order/order-lines-view";
import { currentSegment } from "@/server/reservation/order/predicates";
import { actorAddress, type RequestContext, requireMember } from "@/server/shared/context";
import { afterCursor, type Page, pageOf } from "@/server/shared/cursor";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import type { BookingView, TripSummary } from "./booking-schemas";
import { readBookings } from "./booking-view";
import { findTripInput, type ListTripsInput, listTripsInput } from "./lookup-schemas";

const tripJson = sql`jsonb_build_object('id', r.id, 'locator', r.locator, 'status', r.status,
      'cancelCause', r.cancel_cause,
      'paymentDeadline', r.payment_deadline, 'now', clock_timestamp(),
      'totalAmount', case when r.created_at is null then r.total_amount else ${orderTotal} end, 'passengers', r.adults + r.children + r.infants,
      'past', max(f.departs_at) <= clock_timestamp(), 'segments', jsonb_agg(jsonb_build_object(
        'designator', f.designator, 'origin', f.origin, 'destination', f.destination, 'originCityKo', o.city_ko,
        'originCityEn', o.city_en, 'destinationCityKo', d.city_ko, 'destinationCityEn', d.city_en,
        'originZone', f.origin_zone, 'destinationZone', f.destination_zone, 
        'departsAt', f.departs_at, 'arrivesAt', f.arrives_at,
        'departureDate', f.departure_date, 'arrivalDate', f.arrival_date)
        order by s.position))`;

/** To be grouped by `r.id`. */
const fromTrips = sql`from reservation.reservations r
    join reservation.segments s on s.reservation_id = r.id and ${currentSegment}
    join reservation.flights f on f.id = s.flight_id
    join reservation.airports o on o.code = f.origin
    join reservation.airports d on d.code = f.destination`;

/** Ended holds are not listed: the history shows them. */
const isListed = sql`(r.status in ('CREATED', 'CANCELLED') or (${liveHold}))`;

/**
 * Lists the customer's trips, the next departure first, at most 200. Ended holds are not listed: the history page shows
 * them. `overdueToo`: also holds past their deadline that have not been ended yet.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function listTrips(
  ctx: RequestContext,
  { overdueToo = false }: { overdueToo?: boolean } = {},
): Promise<TripSummary[]> {
  const customer = requireMember(ctx.actor);
  const { rows } = await database().execute<{ trip: TripSummary }>(sql`
    select ${tripJson} as trip ${fromTrips}
    where r.customer_id = ${customer.id} and (${isListed} or (${overdueToo} and ${overdueHold}))
    group by r.id order by min(f.departs_at) limit 200`);
  return rows.map((row) => row.trip);
}

const r = alias(reservations, "r");

/**
 * One page of the member's own trips, the newest booking first. With a locator it has that trip alone, or none, and holds
 * that have ended too. The index reservations_customer serves it.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT.
 */
export async function pageOfTrips(ctx: RequestContext, input: ListTripsInput): Promise<Page<TripSummary>> {
  const customer = requireMember(ctx.actor);
  const { cursor, limit, locator } = parse(listTripsInput, input);
  const wanted = locator ? sql`r.locator = ${parseLocator(locator)}` : isListed;
  const after = afterCursor(cursor, { moment: r.heldAt, id: r.id, ids: "desc" }) ?? sql`true`;
  const { rows } = await database().execute<{ trip: TripSummary; at: string }>(sql`
    select ${tripJson} as trip, r.held_at::text as at ${fromTrips}
    where r.id in (select r.id from reservation.reservations r
      where r.customer_id = ${customer.id} and ${wanted} and ${after}
      order by r.held_at desc, r.id desc limit ${limit + 1})
    group by r.id order by r.held_at desc, r.id desc`);
  const page = pageOf(rows, limit, ({ trip }) => trip.id);
  return { ...page, items: page.items.map(({ trip }) => trip) };
}

const LOOKUPS_PER_WINDOW = 10;
const LOOKUP_WINDOW_SECONDS = 600;

/**
 * Finds a trip by its locator and the surname of any of its passengers, without an account. A wrong pair gets the same
 * answer whether the locator exists or not, and each address and locator has few tries. An unpaid booking is found only
 * while `isBeingPaid` returns true.
 *
 * @throws AppError NOT_FOUND, RATE_LIMITED, INVALID_INPUT.
 */
export async function findTrip(
  ctx: RequestContext,
  input: z.input<typeof findTripInput>,
  isBeingPaid: (booking: BookingView) => Promise<boolean> = async () => false,
): Promise<BookingView> {
  const { locator, surname: keys } = parse(findTripInput, input);
  await limitRate(`find-trip:${actorAddress(ctx.actor)}`, LOOKUPS_PER_WINDOW, LOOKUP_WINDOW_SECONDS);
  await limitRate(`find-trip:${locator}`, LOOKUPS_PER_WINDOW, LOOKUP_WINDOW_SECONDS);
  const before = await readTrip(locator, keys);
  if (wasPaid(before)) return before;
  if (before.refusedPayment || !(await isBeingPaid(before))) throw new AppError("NOT_FOUND");
  // `isBeingPaid` asks the provider, so that the payment may have been accepted or refused by now.
  const after = await readTrip(locator, keys);
  if (after.refusedPayment && !wasPaid(after)) throw new AppError("NOT_FOUND");
  return after;
}

async function readTrip(locator: string, surnameKeys: readonly string[]): Promise<BookingView> {
  const keys = sql.join(
    surnameKeys.map((key) => sql`${key}`),
    sql`, `,
  );
  const [booking] = await readBookings(sql`r.locator = ${locator} and exists (
    select 1 from reservation.passengers p where p.reservation_id = r.id and p.surname_key in (${keys}))`);
  if (!booking) throw new AppError("NOT_FOUND");
  return booking;
}

/** It is paid, or was before it was cancelled. */
const wasPaid = ({ status }: BookingView) => status === "CREATED" || status === "CANCELLED";
