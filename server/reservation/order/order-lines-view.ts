import { type SQL, sql } from "drizzle-orm";
import { currentPassenger, currentSegment, liveCoupon, priceCharge, waivedFee } from "./predicates";

/**
 * The price of what the sold reservation `r` consists of, by kind, flight and passenger: of its live coupons, and of those
 * that its whole cancellation ended, as they were before it.
 */
const orderLines: SQL = sql`
  select c.kind, s.position as segment_position, p.position as passenger_position, sum(c.amount)::bigint as amount,
    min(c.id) as id
  from reservation.coupons k
  join reservation.charges c on c.coupon_id = k.id and ${priceCharge} and c.change_id is distinct from k.ended_by
  join reservation.segments s on s.id = k.segment_id and ${currentSegment}
  join reservation.passengers p on p.id = k.passenger_id and ${currentPassenger}
  where k.reservation_id = r.id and (${liveCoupon} or (r.status = 'CANCELLED' and k.state = 'REFUNDED'
    and exists (select from reservation.changes x where x.id = k.ended_by and x.ended_at >= r.ended_at)))
  group by 1, 2, 3`;

/** Those lines as jsonb, in the order in which they were sold. */
export const orderLinesJson = sql`(select coalesce(jsonb_agg(jsonb_build_object('kind', l.kind,
    'segmentPosition', l.segment_position, 'passengerPosition', l.passenger_position, 'amount', l.amount)
    order by l.id), '[]')
  from (${orderLines}) l)`;

/** Their sum in whole won. */
export const orderTotal = sql`(select coalesce(sum(l.amount), 0)::bigint from (${orderLines}) l)`;

/**
 * What was paid for reservation `r`, in whole won: its accepted payments, less what moved to reservations that were split
 * from it, or what moved to it from the one that it was split from.
 */
export const paidOfOrder = sql`((select coalesce(sum(d.amount), 0) from reservation.payment_decisions d
    where d.reservation_id = r.id and d.decision = 'ACCEPTED')
  - (select coalesce(sum(c.amount), 0) from reservation.charges c
    where c.reservation_id = r.id and c.kind = 'TRANSFER'))::bigint`;

/** The sum that the changes of reservation `r` give back, completed or not, in whole won. */
export const refundOfOrder = sql`(select coalesce(sum(a.amount), 0)::bigint from reservation.changes x
  join reservation.allotments a on a.change_id = x.id where x.reservation_id = r.id)`;

/** The sum of the fees that staff left out of the changes of reservation `r`, in whole won. */
export const waivedOfOrder = sql`(select coalesce(-sum(c.amount), 0)::bigint from reservation.charges c
  where c.reservation_id = r.id and ${waivedFee})`;
