import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { examplesOf, figuresOf, type LawReport, report } from "./law";

/** Who needs a unit: everybody but infants, on each segment of a reservation that exists. */
const needed = sql`
  select s.flight_id, s.cabin, sum(r.adults + r.children)::int as needed
  from reservation.reservations r join reservation.segments s on s.reservation_id = r.id
  where r.status = 'CREATED' group by 1, 2`;

const sold = sql`
  select flight_id, cabin, count(*) filter (where sold)::int as sold
  from reservation.inventory_units group by 1, 2`;

/** L1: sold + held + free = capacity for each flight and cabin; nothing oversold; no active seat twice. */
export async function seatsLaw(tx: Tx): Promise<LawReport> {
  const figures = await figuresOf(
    tx,
    sql`select count(*) as units, count(*) filter (where sold) as sold,
          count(*) filter (where not sold and held_until > now()) as held,
          count(*) filter (where not sold and (held_until is null or held_until <= now())) as free,
          (select count(*) from reservation.seat_assignments where active) as active_seats
        from reservation.inventory_units`,
  );
  const overdue = await figuresOf(
    tx,
    sql`select count(*) as seats from reservation.seat_assignments a
        join reservation.reservations r on r.id = a.reservation_id
        where a.active and r.status = 'HELD' and r.payment_deadline <= now()`,
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
          where u.sold and r.status is distinct from 'CREATED'`,
    )),
    ...(await examplesOf(
      tx,
      "units are numbered 1 to capacity",
      sql`select flight_id, cabin, count(*)::int as units, min(unit) as first, max(unit) as last
          from reservation.inventory_units group by 1, 2 having count(*) <> max(unit) or min(unit) <> 1`,
    )),
    ...(await seatViolations(tx)),
  ];
  return report("L1", figures, violations, overdue.seats);
}

async function seatViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "no active seat twice",
      sql`select flight_id, seat, count(*)::int as times from reservation.seat_assignments
          where active group by 1, 2 having count(*) > 1`,
    )),
    ...(await examplesOf(
      tx,
      "active seats belong to created or held reservations",
      sql`select a.flight_id, a.seat, a.reservation_id, r.status from reservation.seat_assignments a
          join reservation.reservations r on r.id = a.reservation_id
          where a.active and r.status not in ('CREATED', 'HELD')`,
    )),
    ...(await examplesOf(
      tx,
      "infants have no seat",
      sql`select a.flight_id, a.seat, a.reservation_id from reservation.seat_assignments a
          join reservation.passengers p on p.id = a.passenger_id where a.active and p.type = 'INFANT'`,
    )),
  ];
}
