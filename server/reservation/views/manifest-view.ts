import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { personKeySql } from "@/server/reservation/passengers/check-travel-conflicts";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import type { ManifestRow } from "./staff-schemas";

/**
 * The passengers who fly or flew on a flight, by name. Reservations that were cancelled after the flight had been flown
 * are included, those that missed it are not. A person who is on the flight twice is marked.
 *
 * @throws AppError FORBIDDEN.
 */
export async function passengerManifest(ctx: RequestContext, flightId: number): Promise<ManifestRow[]> {
  requirePermission(ctx.actor, "reservation.read");
  const { rows } = await database().execute<ManifestRow>(sql`
    select p.surname || '/' || p.given_name as name, k.passenger_type as type, r.locator, r.id as "reservationId",
      k.ticket_number as "ticketNumber", s.brand, a.seat,
      count(*) over (partition by ${personKeySql}) > 1 as duplicate
    from reservation.segments s
    join reservation.coupons k on k.segment_id = s.id and k.state in ('OPEN', 'CHECKED_IN', 'FLOWN')
    join reservation.reservations r on r.id = k.reservation_id
    join reservation.passengers p on p.id = k.passenger_id
    left join reservation.seat_assignments a on a.segment_id = s.id and a.passenger_id = p.id and a.active
    where s.flight_id = ${flightId} order by p.surname, p.given_name`);
  return rows;
}
