import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LawReport } from "@/server/assurance/schemas";
import { canBePaid, isHeldForChange, quotedFlights } from "./change-predicates";
import { couponViolations } from "./check-coupons";
import { examplesOf, figuresOf, reportLaw } from "./report-law";

/** A coupon `k` whose passenger will fly, has flown or has missed the flight, in a seat of their own. */
const isSeated = sql`k.state in ('OPEN', 'CHECKED_IN', 'FLOWN', 'NO_SHOW') and k.passenger_type <> 'INFANT'`;

/** The units that passengers need per flight and cabin: one for each coupon with a seat. */
const needed = sql`
  select s.flight_id, s.cabin, count(*)::int as needed
  from reservation.coupons k join reservation.segments s on s.id = k.segment_id
  where ${isSeated} group by 1, 2`;

const sold = sql`
  select flight_id, cabin, count(*) filter (where sold)::int as sold
  from reservation.inventory_units group by 1, 2`;

/**
 * A held unit has a deadline. The unsold units of a cancelled flight are blocked for ever instead (decision 4). These
 * conditions repeat those of reservation/inventory/predicates.ts on purpose: an auditor that shares the code it checks
 * would share its faults.
 */
const isHeld = sql`(not u.sold and u.held_until > now() and u.held_until < 'infinity')`;
const isClosed = sql`(not u.sold and u.held_until = 'infinity')`;

/** Seats that several passengers of a flight have. */
const doubleSeats = sql`
  select flight_id, seat, count(*)::int as times from reservation.seat_assignments
  where active group by 1, 2 having count(*) > 1`;

/** L1: sold + held + closed + free = capacity for each flight and cabin; nothing is oversold; no seat is active twice. */
export async function checkSeats(tx: Tx): Promise<LawReport> {
  const figures = await figuresOf(
    tx,
    sql`select count(*) as units, count(*) filter (where sold) as sold,
          count(*) filter (where ${isHeld}) as held, count(*) filter (where ${isClosed}) as closed,
          count(*) filter (where not sold and (held_until is null or held_until <= now())) as free,
          (select count(*) from reservation.seat_assignments where active) as active_seats
        from reservation.inventory_units u`,
  );
  const overdue = await figuresOf(
    tx,
    sql`select count(*) as seats from reservation.seat_assignments a
        join reservation.reservations r on r.id = a.reservation_id
        where a.active and r.status = 'HELD' and r.payment_deadline <= now()`,
  );
  const oversold = await figuresOf(
    tx,
    sql`select coalesce(sum(greatest(0, needed - coalesce(sold, 0))), 0)
          + (select coalesce(sum(times - 1), 0) from (${doubleSeats}) d) as oversold
        from (${needed}) n left join (${sold}) u using (flight_id, cabin)`,
  );
  const violations = [
    ...(await unitViolations(tx)),
    ...(await blockedViolations(tx)),
    ...(await seatViolations(tx)),
    ...(await couponViolations(tx)),
  ];
  return reportLaw("L1", { ...figures, ...oversold }, violations, { pending: overdue.seats ?? 0 });
}

async function unitViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "units sold = coupons with a seat",
      sql`select flight_id, cabin, coalesce(sold, 0) as sold, coalesce(needed, 0) as needed
          from (${sold}) u full join (${needed}) n using (flight_id, cabin)
          where coalesce(sold, 0) <> coalesce(needed, 0)`,
    )),
    ...(await examplesOf(
      tx,
      "a reservation has the units of its coupons",
      sql`select flight_id, cabin, reservation_id, coalesce(sold, 0) as sold, coalesce(needed, 0) as needed from (
            select flight_id, cabin, reservation_id, count(*)::int as sold from reservation.inventory_units
            where sold group by 1, 2, 3) u
          full join (select s.flight_id, s.cabin, k.reservation_id, count(*)::int as needed
            from reservation.coupons k join reservation.segments s on s.id = k.segment_id where ${isSeated} group by 1, 2, 3) n
          using (flight_id, cabin, reservation_id) where coalesce(sold, 0) <> coalesce(needed, 0)`,
    )),
    ...(await examplesOf(
      tx,
      "units are numbered 1 to capacity",
      sql`select flight_id, cabin, count(*)::int as units, min(unit) as first, max(unit) as last
          from reservation.inventory_units group by 1, 2 having count(*) <> max(unit) or min(unit) <> 1`,
    )),
  ];
}

async function blockedViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a held unit belongs to a held reservation or to a change that can be paid",
      sql`select u.flight_id, u.cabin, u.unit, u.reservation_id, r.status from reservation.inventory_units u
          left join reservation.reservations r on r.id = u.reservation_id
          where ${isHeld} and r.status is distinct from 'HELD' and not ${isHeldForChange}`,
    )),
    ...(await examplesOf(
      tx,
      "a change that can be paid holds its units",
      // The airline's cancellation of a flight closes its held units; the change ends after it.
      sql`select c.id as change_id, c.reservation_id, n.flight_id, n.cabin, n.units, h.held from reservation.changes c
          cross join lateral (select q."flightId" as flight_id, q.cabin, sum(q.units)::int as units
            from ${quotedFlights} group by 1, 2) n
          join reservation.flights f on f.id = n.flight_id and f.status <> 'CANCELLED'
          cross join lateral (select count(*)::int as held from reservation.inventory_units u
            where u.reservation_id = c.reservation_id and u.flight_id = n.flight_id and u.cabin = n.cabin and ${isHeld}) h
          where ${canBePaid} and h.held < n.units`,
    )),
    ...(await examplesOf(
      tx,
      "a closed unit belongs to a cancelled flight",
      sql`select u.flight_id, f.status, count(*)::int as units from reservation.inventory_units u
          left join reservation.flights f on f.id = u.flight_id
          where ${isClosed} and f.status is distinct from 'CANCELLED' group by 1, 2`,
    )),
  ];
}

async function seatViolations(tx: Tx) {
  return [
    ...(await examplesOf(tx, "no active seat twice", doubleSeats)),
    ...(await examplesOf(
      tx,
      "an active seat belongs to a hold or to a coupon with a seat",
      sql`select a.flight_id, a.seat, a.reservation_id, r.status from reservation.seat_assignments a
          join reservation.reservations r on r.id = a.reservation_id
          where a.active and r.status <> 'HELD' and not exists (select from reservation.coupons k
            where k.segment_id = a.segment_id and k.passenger_id = a.passenger_id and ${isSeated})`,
    )),
    ...(await examplesOf(
      tx,
      "infants of a hold have no seat",
      sql`select a.flight_id, a.seat, a.reservation_id from reservation.seat_assignments a
          join reservation.passengers p on p.id = a.passenger_id
          left join reservation.segments s on s.id = a.segment_id
          join reservation.reservations r on r.id = a.reservation_id
          where a.active and r.status = 'HELD' and coalesce(p.segment_types[s.position + 1], p.type) = 'INFANT'`,
    )),
  ];
}
