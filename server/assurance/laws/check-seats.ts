import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LawReport } from "@/server/assurance/schemas";
import { examplesOf, figuresOf, reportLaw } from "./report-law";

/** The number of infants of reservation `r` who need a seat on segment `s`, because of a birthday after the first flight. */
const infantsWithSeat = sql`(select count(*) from reservation.passengers p where p.reservation_id = r.id
  and p.type = 'INFANT' and p.segment_types[s.position + 1] <> 'INFANT')`;

/** True for a segment `s` whose passengers will fly or have flown: its reservation `r` is created, or a cancellation kept it. */
const standing = sql`(r.status = 'CREATED' or s.kept)`;

/** The units that passengers need per flight and cabin: one for everybody but infants, on each standing segment. */
const needed = sql`
  select s.flight_id, s.cabin, sum(r.adults + r.children + ${infantsWithSeat})::int as needed
  from reservation.reservations r join reservation.segments s on s.reservation_id = r.id
  where ${standing} group by 1, 2`;

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
    ...(await examplesOf(
      tx,
      "units sold = passengers of created reservations",
      sql`select flight_id, cabin, coalesce(sold, 0) as sold, coalesce(needed, 0) as needed
          from (${sold}) u full join (${needed}) n using (flight_id, cabin)
          where coalesce(sold, 0) <> coalesce(needed, 0)`,
    )),
    ...(await examplesOf(
      tx,
      "a sold unit belongs to a created reservation",
      sql`select u.flight_id, u.cabin, u.unit, u.reservation_id, r.status from reservation.inventory_units u
          left join reservation.reservations r on r.id = u.reservation_id
          where u.sold and not exists (select from reservation.segments s
            where s.reservation_id = r.id and s.flight_id = u.flight_id and ${standing})`,
    )),
    ...(await examplesOf(
      tx,
      "units are numbered 1 to capacity",
      sql`select flight_id, cabin, count(*)::int as units, min(unit) as first, max(unit) as last
          from reservation.inventory_units group by 1, 2 having count(*) <> max(unit) or min(unit) <> 1`,
    )),
    ...(await blockedViolations(tx)),
    ...(await seatViolations(tx)),
  ];
  return reportLaw("L1", { ...figures, ...oversold }, violations, { pending: overdue.seats ?? 0 });
}

async function blockedViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a held unit belongs to a held reservation",
      sql`select u.flight_id, u.cabin, u.unit, u.reservation_id, r.status from reservation.inventory_units u
          left join reservation.reservations r on r.id = u.reservation_id
          where ${isHeld} and r.status is distinct from 'HELD'`,
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
      "active seats belong to created or held reservations",
      sql`select a.flight_id, a.seat, a.reservation_id, r.status from reservation.seat_assignments a
          join reservation.reservations r on r.id = a.reservation_id
          where a.active and r.status not in ('CREATED', 'HELD')
            and not exists (select from reservation.segments s where s.id = a.segment_id and s.kept)`,
    )),
    ...(await examplesOf(
      tx,
      "infants have no seat",
      sql`select a.flight_id, a.seat, a.reservation_id from reservation.seat_assignments a
          join reservation.passengers p on p.id = a.passenger_id
          left join reservation.segments s on s.id = a.segment_id
          where a.active and coalesce(p.segment_types[s.position + 1], p.type) = 'INFANT'`,
    )),
  ];
}
