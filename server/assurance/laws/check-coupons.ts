import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isLive } from "./coupon-predicates";
import { examplesOf } from "./report-law";

/** The part of L1 that is about coupons: who may fly, has flown, or gave a flight up. */
export async function couponViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a passenger of the trip has one live coupon per flight, or gave it up",
      sql`select r.id as reservation_id, p.id as passenger_id, s.id as segment_id, count(k.id)::int as coupons,
            count(k.id) filter (where ${isLive})::int as live
          from reservation.reservations r
          join reservation.passengers p on p.reservation_id = r.id and p.position >= 0
          join reservation.segments s on s.reservation_id = r.id and s.position >= 0
          left join reservation.coupons k on k.passenger_id = p.id and k.segment_id = s.id
          where r.status = 'CREATED' group by r.id, p.id, s.id
          having count(k.id) = 0 or count(k.id) filter (where ${isLive}) > 1`,
    )),
    ...(await examplesOf(
      tx,
      "a reservation is created while a coupon can be flown or was",
      sql`select r.id as reservation_id, r.status, count(k.id) filter (where ${isLive})::int as live
          from reservation.reservations r left join reservation.coupons k on k.reservation_id = r.id
          where r.status in ('CREATED', 'CANCELLED') group by r.id
          having r.status = 'CREATED' and count(k.id) filter (where ${isLive}) = 0
            or r.status = 'CANCELLED' and bool_or(k.state in ('OPEN', 'CHECKED_IN', 'SUSPENDED'))`,
    )),
    ...(await examplesOf(
      tx,
      "an ended coupon names its change, and an exchanged one has a successor",
      sql`select k.id as coupon_id, k.reservation_id, k.state, k.ended_by from reservation.coupons k
          join reservation.tickets t on t.number = k.ticket_number
          where (k.state in ('EXCHANGED', 'REFUNDED')) <> (k.ended_by is not null)
            or (k.state = 'EXCHANGED' and t.successor is null)`,
    )),
    ...(await examplesOf(
      tx,
      "what is out of the trip has no live coupon",
      sql`select k.id as coupon_id, k.reservation_id, k.state from reservation.coupons k
          join reservation.passengers p on p.id = k.passenger_id
          join reservation.segments s on s.id = k.segment_id
          where ${isLive} and (p.position < 0 or s.position < 0)`,
    )),
  ];
}
