import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { liveReservation } from "@/server/reservation/inventory/predicates";
import { currentPassenger, currentSegment, travelsOn } from "@/server/reservation/order/predicates";
import { personKeySql } from "@/server/reservation/passengers/check-travel-conflicts";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import type { SameTimeReservation } from "./staff-schemas";

/**
 * The live reservations, of any customer, in which the passengers of a reservation travel at the same time: for staff
 * to check. Customers are told of their own reservations only. Passengers are found by the index passengers_full_name.
 *
 * @throws AppError FORBIDDEN.
 */
export async function sameTimeReservations(
  ctx: RequestContext,
  reservationId: string,
): Promise<SameTimeReservation[]> {
  requirePermission(ctx.actor, "reservation.read");
  const { rows } = await database().execute<SameTimeReservation>(sql`
    with own as materialized (
      select p.position, p.surname_key || translate(p.given_name, ' -''', '') as full_name,
        ${personKeySql} as person
      from reservation.passengers p
      where p.reservation_id = ${reservationId} and ${currentPassenger} and p.given_name is not null and p.birth_date is not null)
    select distinct own.position as "passengerPosition", r.id as "reservationId", r.locator, f.designator
    from own
    join reservation.passengers p on p.given_name is not null
      and (p.surname_key || translate(p.given_name, ' -''', '')) = own.full_name and ${personKeySql} = own.person
    join reservation.reservations r on r.id = p.reservation_id and r.id <> ${reservationId}
      and ${liveReservation}
    join reservation.segments s on s.reservation_id = r.id and ${currentSegment} and ${travelsOn}
    join reservation.flights f on f.id = s.flight_id and f.status = 'ON_SALE'
    where exists (select from reservation.segments mine
      join reservation.flights w on w.id = mine.flight_id
      where mine.reservation_id = ${reservationId} and mine.position >= 0 and w.departs_at < f.arrives_at and f.departs_at < w.arrives_at)
    order by own.position, r.locator`);
  return rows;
}
