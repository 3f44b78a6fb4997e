import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { isFlown } from "@/server/reservation/domain/leg-standing";
import { paidOfOrder, refundOfOrder } from "@/server/reservation/order/order-lines-view";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { idOf } from "./booking-view";
import type { OrderCoupon, OrderView } from "./order-schemas";

/** Each look at the cancel page makes a quote: no page needs them all. */
const MAX_QUOTES = 20;

/** The flights of a change before and after; null for other changes. */
const flightsJson = sql`(select jsonb_agg(jsonb_build_object(
    'from', jsonb_build_object('designator', e->'from'->>'designator', 'departureDate', e->'from'->>'departureDate'),
    'to', jsonb_build_object('designator', e->'to'->>'designator', 'departureDate', e->'to'->>'departureDate')) order by n)
  from jsonb_array_elements(case when x.kind = 'CHANGE_FLIGHTS' then x.quote->'flights' end)
    with ordinality as flight(e, n))`;

/** The name of a passenger before and after its correction, and the reason of staff; null for other changes. */
const correctionJson = sql`case when x.kind = 'CORRECT_NAME' then jsonb_build_object(
    'before', (x.quote->'before'->>'surname') || '/' || (x.quote->'before'->>'givenName'),
    'after', (x.quote->'after'->>'surname') || '/' || (x.quote->'after'->>'givenName'),
    'reason', x.quote->>'reason') end`;

const changesJson = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'status', x.status,
    'cause', x.cause, 'balance', x.balance, 'askedByKind', x.asked_by_kind, 'askedById', x.asked_by_id,
    'waiverReason', x.waiver_reason, 'quotedAt', x.quoted_at, 'expiresAt', x.expires_at, 'endedAt', x.ended_at,
    'flights', ${flightsJson}, 'correction', ${correctionJson},
    'charges', (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'amount', c.amount,
        'couponId', c.coupon_id) order by c.id), '[]') from reservation.charges c where c.change_id = x.id),
    'payments', (select coalesce(jsonb_agg(jsonb_build_object('paymentId', d.payment_id, 'amount', d.amount)
        order by d.decided_at), '[]') from reservation.payment_decisions d
      where d.change_id = x.id and d.decision = 'ACCEPTED'),
    'refunds', (select coalesce(jsonb_agg(jsonb_build_object('paymentId', a.payment_id, 'amount', a.amount)
        order by a.payment_id), '[]') from reservation.allotments a where a.change_id = x.id))
    order by coalesce(x.ended_at, x.quoted_at), x.id), '[]')
  from reservation.changes x where x.reservation_id = r.id and (x.status <> 'QUOTED' or x.id in (
    select q.id from reservation.changes q where q.reservation_id = r.id and q.status = 'QUOTED'
    order by q.quoted_at desc limit ${MAX_QUOTES})))`;

const couponsJson = sql`(select jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number, 'state', k.state,
    'passengerType', k.passenger_type, 'designator', f.designator, 'origin', f.origin, 'destination', f.destination,
    'departureDate', f.departure_date, 'departsAt', f.departs_at, 'flightCancelled', f.status = 'CANCELLED',
    'missed', s.missed_at is not null) order by k.number)
  from reservation.coupons k join reservation.segments s on s.id = k.segment_id
  join reservation.flights f on f.id = s.flight_id where k.ticket_number = t.number)`;

const ticketsJson = sql`(select coalesce(jsonb_agg(jsonb_build_object('number', t.number,
    'passenger', p.surname || '/' || p.given_name, 'successor', t.successor, 'coupons', ${couponsJson})
    order by t.number), '[]')
  from reservation.tickets t join reservation.passengers p on p.id = t.passenger_id where t.reservation_id = r.id)`;

type StoredCoupon = Omit<OrderCoupon, "countsAsFlown"> & {
  departsAt: string;
  flightCancelled: boolean;
  missed: boolean;
};
type StoredOrder = Omit<OrderView, "tickets"> & {
  now: string;
  tickets: (Omit<OrderView["tickets"][number], "coupons"> & { coupons: StoredCoupon[] })[];
};

/**
 * Reads the order of a reservation, for the airline's staff: its changes with their money, and all tickets that were
 * issued. A hold has none of them.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.
 */
export async function orderOfReservation(ctx: RequestContext, reservationId: string): Promise<OrderView> {
  requirePermission(ctx.actor, "reservation.read");
  return readOrder(idOf(reservationId));
}

/** Reads the order of a reservation. Authorises nobody: the callers do. @throws AppError NOT_FOUND. */
export async function readOrder(reservationId: string): Promise<OrderView> {
  const { rows } = await database().execute<{ order: StoredOrder }>(sql`
    select jsonb_build_object('now', clock_timestamp(), 'changes', ${changesJson}, 'tickets', ${ticketsJson},
      'paidAmount', ${paidOfOrder}, 'refundedAmount', ${refundOfOrder},
      'chargedAmount', (select coalesce(sum(c.amount), 0)::bigint from reservation.charges c
        where c.reservation_id = r.id and c.kind <> 'TRANSFER')) as order
    from reservation.reservations r where r.id = ${reservationId}`);
  const stored = rows[0]?.order;
  if (!stored) throw new AppError("NOT_FOUND");
  const { now, tickets, ...order } = stored;
  const withStanding = ({ departsAt, flightCancelled, missed, ...coupon }: StoredCoupon): OrderCoupon => ({
    ...coupon,
    countsAsFlown:
      coupon.state === "FLOWN" ||
      ((coupon.state === "OPEN" || coupon.state === "CHECKED_IN") &&
        isFlown({ departsAt, flightCancelled, missed }, now)),
  });
  return {
    ...order,
    tickets: tickets.map((ticket) => ({ ...ticket, coupons: ticket.coupons.map(withStanding) })),
  };
}
