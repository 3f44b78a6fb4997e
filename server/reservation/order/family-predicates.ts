import { type SQL, sql } from "drizzle-orm";

/**
 * The family of a reservation, as a query with the columns `id` and `distance`: itself (0), those that it was split from, the
 * nearest first, and last all others that were split from one of these. What one of them was paid belongs to all of them.
 */
export const familyOf = (reservationId: string): SQL => sql`
  with recursive ancestors as (
    select r.id, r.split_from, 0 as distance from reservation.reservations r where r.id = ${reservationId}
    union all
    select r.id, r.split_from, a.distance + 1 from reservation.reservations r join ancestors a on r.id = a.split_from),
  family as (
    select a.id from ancestors a where a.split_from is null
    union all
    select r.id from reservation.reservations r join family f on r.split_from = f.id)
  select f.id, coalesce(a.distance, 1000000) as distance from family f left join ancestors a on a.id = f.id`;
