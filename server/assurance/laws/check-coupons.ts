import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isLive } from "./coupon-predicates";
import { examplesOf } from "./report-law";

/** True for a flight `s` that no purchase sold: a change of flights brought it. */
const cameByChange = sql`not exists (select from reservation.coupons i join reservation.tickets t on t.number = i.ticket_number
  join reservation.changes c on c.id = t.change_id and c.kind = 'ISSUE' where i.segment_id = s.id)`;

/** True for a passenger `p` who gave a flight of the order up. */
const gaveUpFlight = sql`exists (select from reservation.coupons g where g.passenger_id = p.id and g.state = 'REFUNDED')`;

const pairViolations = (tx: Tx) =>
  examplesOf(
    tx,
    "a passenger of the trip has one live coupon per flight, or gave it up",
    sql`select r.id as reservation_id, p.id as passenger_id, s.id as segment_id, count(k.id)::int as coupons,
            count(k.id) filter (where ${isLive})::int as live
          from reservation.reservations r
          join reservation.passengers p on p.reservation_id = r.id and p.position >= 0
          join reservation.segments s on s.reservation_id = r.id and s.position >= 0
          -- What a passenger gave up before a split is a coupon of the old reservation, on its copy of the flight.
          left join (reservation.coupons k join reservation.segments ks on ks.id = k.segment_id)
            on k.passenger_id = p.id and ks.flight_id = s.flight_id
          where r.status = 'CREATED' group by r.id, p.id, s.id
          having (count(k.id) = 0 and not (${gaveUpFlight} and ${cameByChange}))
            or count(k.id) filter (where ${isLive}) > 1`,
  );

/** The part of L1 that is about coupons: who may fly, has flown, or gave a flight up. */
export async function couponViolations(tx: Tx) {
  return [
    ...(await pairViolations(tx)),
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
      "the ticket in place of an exchanged one is the same passenger's",
      sql`select k.id as coupon_id, k.reservation_id, k.ticket_number, t.successor from reservation.coupons k
          join reservation.tickets t on t.number = k.ticket_number
          where k.state = 'EXCHANGED' and t.successor is not null and not exists (select from reservation.coupons n
            where n.ticket_number = t.successor and n.passenger_id = k.passenger_id)`,
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
