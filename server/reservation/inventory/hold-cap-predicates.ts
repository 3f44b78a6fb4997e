import { type SQL, sql } from "drizzle-orm";

/** A hold that still waits for payment. */
export const liveHold = sql.raw(`status = 'HELD' and payment_deadline > clock_timestamp()`);

/** A customer who has paid for nothing that stands: a paid reservation of theirs would be in reservations_paid. */
export const isUnproven = (customerId: string): SQL => sql`not exists (
  select from reservation.reservations where customer_id = ${customerId} and created_at is not null
    and (status = 'CREATED' or cancel_cause = 'AIRLINE'))`;

type Wished = {
  emailKey: string;
  phoneKey: string | null;
  /** Units that are to be held on each flight. */
  units: number;
  /** What all of them together may hold of a cabin. */
  sharePercent: number;
};

/**
 * What unproven customers hold, as jsonb: of one contact, and in each cabin that `cabins` yields as
 * `c(flight_id, cabin)`. As long as what everybody holds unpaid is within the share, that number stands for theirs: it
 * costs one look at the units, and nobody's reservation is read.
 */
export function heldByUnproven(of: Wished, cabins: SQL): SQL {
  const units = (key: SQL) => sql`(select coalesce(sum(adults + children), 0)::int
    from reservation.reservations where ${key} and unproven and ${liveHold})`;
  const ofEmail = units(sql`email_key = ${of.emailKey}`);
  const ofContact = of.phoneKey
    ? sql`greatest(${ofEmail}, ${units(sql`phone_key = ${of.phoneKey}`)})`
    : ofEmail;
  return sql`jsonb_build_object('ofContact', ${ofContact}, 'cabins', (
    select coalesce(jsonb_agg(jsonb_build_object('capacity', t.capacity, 'heldByUnproven',
      case when (t.held + ${of.units}::int) * 100 <= t.capacity * ${of.sharePercent}::int then t.held
        else (select count(*) from reservation.inventory_units u
          join reservation.reservations r on r.id = u.reservation_id and r.unproven
          where u.flight_id = c.flight_id and u.cabin = c.cabin and not u.sold
            and u.held_until > clock_timestamp()) end)), '[]')
    from ${cabins} cross join lateral (
      select max(u.unit) as capacity,
        count(*) filter (where not u.sold and u.held_until > clock_timestamp()) as held
      from reservation.inventory_units u where u.flight_id = c.flight_id and u.cabin = c.cabin) t))`;
}
