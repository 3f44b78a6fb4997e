import { sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { findTripInput } from "@/server/reservation/schemas";
import { actorAddress, type RequestContext, requireMember } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { readBookings } from "./booking-view";
import type { BookingView, TripSummary } from "./schemas";

/**
 * The customer's trips, the next departure first; ended holds are left to the history page. `overdueToo`: also holds
 * past their deadline that have not been ended yet.
 */
export async function listTrips(
  ctx: RequestContext,
  { overdueToo = false }: { overdueToo?: boolean } = {},
): Promise<TripSummary[]> {
  const customer = requireMember(ctx.actor);
  const { rows } = await database().execute<{ trip: TripSummary }>(sql`
    select jsonb_build_object('id', r.id, 'locator', r.locator, 'status', r.status,
      'cancelCause', r.cancel_cause,
      'paymentDeadline', r.payment_deadline, 'now', clock_timestamp(),
      'totalAmount', r.total_amount, 'passengers', r.adults + r.children + r.infants,
      'past', max(f.departs_at) <= clock_timestamp(), 'segments', jsonb_agg(jsonb_build_object('designator', f.designator, 'origin', f.origin,
        'destination', f.destination, 'originCityKo', o.city_ko, 'originCityEn', o.city_en,
        'destinationCityKo', d.city_ko, 'destinationCityEn', d.city_en, 'originZone', f.origin_zone,
        'destinationZone', f.destination_zone, 'departsAt', f.departs_at, 'arrivesAt', f.arrives_at,
        'departureDate', f.departure_date, 'arrivalDate', f.arrival_date)
        order by s.position)) as trip
    from reservation.reservations r
    join reservation.segments s on s.reservation_id = r.id
    join reservation.flights f on f.id = s.flight_id
    join reservation.airports o on o.code = f.origin
    join reservation.airports d on d.code = f.destination
    where r.customer_id = ${customer.id}
      and (r.status in ('CREATED', 'CANCELLED')
        or (r.status = 'HELD' and (${overdueToo} or r.payment_deadline > clock_timestamp())))
    group by r.id order by min(f.departs_at) limit 200`);
  return rows.map((row) => row.trip);
}

const LOOKUPS_PER_WINDOW = 10;
const LOOKUP_WINDOW_SECONDS = 600;

/**
 * Opens a trip by locator and surname, without an account. Any passenger's surname will do. A wrong
 * pair is answered alike whether the locator exists or not, and each address has few tries. An unpaid booking is found
 * only while `isBeingPaid` says so.
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
  const read = async () => {
    const [booking] = await readBookings(sql`r.locator = ${locator}
      and exists (select 1 from reservation.passengers p where p.reservation_id = r.id and p.surname_key in (${sql.join(
        keys.map((key) => sql`${key}`),
        sql`, `,
      )}))`);
    if (!booking) throw new AppError("NOT_FOUND");
    return booking;
  };
  const booking = await read();
  if (wasMade(booking)) return booking;
  const being = !booking.refusedPayment && (await isBeingPaid(booking)) ? await read() : null;
  // Asking may have shown that it is paid, or that its payment is refused.
  if (!being || (being.refusedPayment && !wasMade(being))) throw new AppError("NOT_FOUND");
  return being;
}

/** Once a reservation: it is paid, or was. */
const wasMade = ({ status }: BookingView) => status === "CREATED" || status === "CANCELLED";
