import { type SQL, sql } from "drizzle-orm";
import { heldUnit, liveHold } from "./predicates";

/** The live holds of one customer, as a count. */
export const holdsOfCustomer = (customerId: string): SQL => sql`(select count(*)::int
  from reservation.reservations r where r.customer_id = ${customerId} and ${liveHold})`;

/** The live holds made from one client address, as a count. */
export const holdsFromClient = (clientKey: string): SQL => sql`(select count(*)::int
  from reservation.reservations r where r.client_key = ${clientKey} and ${liveHold})`;

/**
 * True for a customer who has no reservation that was paid and still counts: one that stands, or that the airline
 * cancelled. Found by the index reservations_paid.
 */
export const isUnproven = (customerId: string): SQL => sql`not exists (
  select from reservation.reservations where customer_id = ${customerId} and created_at is not null
    and (status = 'CREATED' or cancel_cause = 'AIRLINE'))`;

type WantedHold = {
  emailKey: string;
  phoneKey: string | null;
  /** Units wanted on each flight. */
  units: number;
  /** The percentage of a cabin that all unproven customers together may hold. */
  sharePercent: number;
};

/**
 * Counts the units that unproven customers hold, as jsonb (`UnpaidHolds["unproven"]`): those of the contact, and those
 * in each cabin that `cabins` yields as `c(flight_id, cabin)`. While the units that everybody holds are within the
 * share, their number stands for that of unproven customers: counting it reads no reservation.
 */
export function heldByUnproven(wanted: WantedHold, cabins: SQL): SQL {
  const unitsOfContact = (key: SQL) => sql`(select coalesce(sum(r.adults + r.children), 0)::int
    from reservation.reservations r where ${key} and r.unproven and ${liveHold})`;
  const ofEmail = unitsOfContact(sql`r.email_key = ${wanted.emailKey}`);
  const ofContact = wanted.phoneKey
    ? sql`greatest(${ofEmail}, ${unitsOfContact(sql`r.phone_key = ${wanted.phoneKey}`)})`
    : ofEmail;
  return sql`jsonb_build_object('ofContact', ${ofContact}, 'cabins', (
    select coalesce(jsonb_agg(jsonb_build_object('capacity', t.capacity, 'heldByUnproven',
      case when (t.held + ${wanted.units}::int) * 100 <= t.capacity * ${wanted.sharePercent}::int then t.held
        else (select count(*) from reservation.inventory_units u
          join reservation.reservations r on r.id = u.reservation_id and r.unproven
          where u.flight_id = c.flight_id and u.cabin = c.cabin and ${heldUnit}) end)), '[]')
    from ${cabins} cross join lateral (
      select max(u.unit) as capacity, count(*) filter (where ${heldUnit}) as held
      from reservation.inventory_units u where u.flight_id = c.flight_id and u.cabin = c.cabin) t))`;
}
