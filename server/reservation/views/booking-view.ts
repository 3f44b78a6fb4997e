import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { isOwn } from "@/server/reservation/access/predicates";
import { bookingRules, statusAt } from "@/server/reservation/domain/booking-rules";
import { parseLocator } from "@/server/reservation/domain/locator";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import { isDomesticSql } from "@/server/reservation/inventory/predicates";
import {
  orderLinesJson,
  orderTotal,
  paidOfOrder,
  refundOfOrder,
  waivedOfOrder,
} from "@/server/reservation/order/order-lines-view";
import { currentPassenger, currentSegment } from "@/server/reservation/order/predicates";
import { typeOnSegment } from "@/server/reservation/passengers/predicates";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { flightScope } from "@/server/shared/fare-terms";
import { personalDataFor } from "@/server/shared/personal-data";
import type { BookingView } from "./booking-schemas";
import { maskedBooking } from "./masked-booking-view";

const segmentsJson = sql`(select jsonb_agg(jsonb_build_object('id', s.id, 'position', s.position,
    'flightId', s.flight_id, 'designator', f.designator, 'origin', f.origin, 'destination', f.destination,
    'originCityKo', o.city_ko, 'originCityEn', o.city_en, 'destinationCityKo', d.city_ko,
    'destinationCityEn', d.city_en, 'originNameKo', o.name_ko, 'originNameEn', o.name_en,
    'destinationNameKo', d.name_ko, 'destinationNameEn', d.name_en, 'originZone', f.origin_zone,
    'destinationZone', f.destination_zone, 'departsAt', f.departs_at, 'arrivesAt', f.arrives_at,
    'departureDate', f.departure_date, 'arrivalDate', f.arrival_date, 'aircraftKo', l.name_ko,
    'aircraftEn', l.name_en, 'international', not ${isDomesticSql}, 'flightCancelled', f.status = 'CANCELLED',
    'kept', s.kept, 'missedAt', s.missed_at, 'brand', s.brand, 'cabin', s.cabin,
    'rule', s.brand_rule
  ) order by s.position)
  from reservation.segments s
  join reservation.flights f on f.id = s.flight_id
  join reservation.cabin_layouts l on l.aircraft_type = f.aircraft_type
  join reservation.airports o on o.code = f.origin
  join reservation.airports d on d.code = f.destination
  where s.reservation_id = r.id and ${currentSegment})`;

const passengersJson = sql`(select jsonb_agg(jsonb_build_object('id', p.id, 'position', p.position,
    'type', p.type, 'segmentTypes', (select jsonb_agg(${typeOnSegment} order by s.position)
      from reservation.segments s where s.reservation_id = r.id and ${currentSegment}), 'surname', p.surname,
    'givenName', p.given_name, 'koreanName', p.korean_name, 'birthDate', p.birth_date, 'gender', p.gender,
    'nationality', p.nationality, 'ticketNumber', p.ticket_number) order by p.position)
  from reservation.passengers p where p.reservation_id = r.id and ${currentPassenger})`;

const linesJson = sql`case when r.created_at is not null then ${orderLinesJson}
  else (select jsonb_agg(jsonb_build_object('kind', kind, 'segmentPosition', segment_position,
    'passengerPosition', passenger_position, 'amount', amount) order by id)
  from reservation.price_lines where reservation_id = r.id) end`;

const couponsJson = sql`coalesce((select jsonb_agg(jsonb_build_object('segmentPosition', s.position,
    'passengerPosition', p.position, 'state', k.state, 'ticketNumber', k.ticket_number) order by s.position, p.position)
  from reservation.coupons k
  join reservation.segments s on s.id = k.segment_id and ${currentSegment}
  join reservation.passengers p on p.id = k.passenger_id and ${currentPassenger}
  where k.reservation_id = r.id and k.state <> 'EXCHANGED'), '[]')`;

const seatsJson = sql`coalesce((select jsonb_agg(jsonb_build_object('segmentPosition', s.position,
    'passengerPosition', p.position, 'seat', a.seat) order by s.position, p.position)
  from reservation.seat_assignments a
  join reservation.segments s on s.id = a.segment_id
  join reservation.passengers p on p.id = a.passenger_id
  where a.reservation_id = r.id and a.active), '[]')`;

type StoredBooking = Omit<BookingView, "currentStatus" | "can">;

/** Reads bookings by a condition over `r`, newest first. Authorises nobody: the callers do. */
export async function readBookings(where: SQL, limit = 1): Promise<BookingView[]> {
  const [stored, { CUTOFFS }] = await Promise.all([storedBookings(where, limit), salePolicies()]);
  return stored.map((booking) => withRules(booking, CUTOFFS));
}

function withRules(booking: StoredBooking, cutoffs: CutoffPolicies): BookingView {
  const segments = booking.segments.map(({ departsAt, flightCancelled, missedAt, international }) => ({
    departsAt,
    flightCancelled,
    missed: missedAt !== null,
    scope: flightScope(international),
  }));
  return {
    ...booking,
    currentStatus: statusAt(booking, booking.now),
    can: bookingRules({ ...booking, segments }, booking.now, cutoffs),
  };
}

async function storedBookings(where: SQL, limit: number): Promise<StoredBooking[]> {
  const { rows } = await database().execute<{ booking: StoredBooking }>(sql`
    select jsonb_build_object('id', r.id, 'locator', r.locator, 'status', r.status, 'customerId', r.customer_id,
      'customerKind', r.customer_kind,
      'locale', r.locale, 'contactEmail', r.contact_email, 'contactPhone', r.contact_phone,
      'adults', r.adults, 'children', r.children, 'infants', r.infants,
      'passengersComplete', r.passengers_complete, 'version', r.version,
      'totalAmount', case when r.created_at is null then r.total_amount else ${orderTotal} end,
      'paidAmount', ${paidOfOrder}, 'refundedAmount', ${refundOfOrder}, 'waivedAmount', ${waivedOfOrder},
      'cancelCause', r.cancel_cause,
      'paymentDeadline', r.payment_deadline, 'priceGuaranteedUntil', r.price_guaranteed_until,
      'heldAt', r.held_at, 'createdAt', r.created_at, 'endedAt', r.ended_at,
      'salesClosed', r.end_cause is not distinct from 'SALES_CLOSED', 'now', clock_timestamp(),
      'refusedPayment', (select jsonb_build_object('reason', reason, 'amount', amount)
        from reservation.payment_decisions where reservation_id = r.id and decision = 'REFUSED'
        order by decided_at desc limit 1),
      'segments', ${segmentsJson}, 'passengers', ${passengersJson}, 'priceLines', ${linesJson},
      'splitFrom', (select jsonb_build_object('id', o.id, 'locator', o.locator)
        from reservation.reservations o where o.id = r.split_from),
      'splitInto', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'locator', o.locator) order by o.id), '[]')
        from reservation.reservations o where o.split_from = r.id),
      'coupons', ${couponsJson}, 'seats', ${seatsJson}) as booking
    from reservation.reservations r where ${where} order by r.held_at desc limit ${limit}`);
  return rows.map((row) => row.booking);
}

/**
 * Reads the actor's own booking, as its member or its traveller.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export async function getBooking(ctx: RequestContext, reservationId: string): Promise<BookingView> {
  const own = isOwn(ctx.actor);
  return one(sql`r.id = ${idOf(reservationId)} and ${own}`);
}

/**
 * Reads the actor's own booking, as its member or its traveller by its locator as it was typed, whatever its status.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export async function getBookingByLocator(ctx: RequestContext, text: string): Promise<BookingView> {
  const own = isOwn(ctx.actor);
  const locator = parseLocator(text);
  if (!locator) throw new AppError("NOT_FOUND");
  return one(sql`r.locator = ${locator} and ${own}`);
}

/**
 * Reads any booking, for the airline's staff. Contact and birth dates are masked for those who may not read personal data.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.
 */
export async function getReservationForAdmin(
  ctx: RequestContext,
  reservationId: string,
): Promise<BookingView> {
  requirePermission(ctx.actor, "reservation.read");
  return maskedBooking(await one(sql`r.id = ${idOf(reservationId)}`), personalDataFor(ctx.actor));
}

async function one(where: SQL): Promise<BookingView> {
  const [booking] = await readBookings(where);
  if (!booking) throw new AppError("NOT_FOUND");
  return booking;
}

/** Returns the id of a reservation that came from an address. @throws AppError NOT_FOUND when it cannot be one. */
export function idOf(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new AppError("NOT_FOUND");
}
