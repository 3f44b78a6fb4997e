import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { personKeySql } from "@/server/reservation/passengers/check-travel-conflicts";
import { typeOnSegment } from "@/server/reservation/passengers/predicates";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import type { ManifestRow } from "./staff-schemas";

/**
 * The passengers who fly or flew on a flight, by name. Reservations that were cancelled after the flight had been flown
 * are included, those that missed it are not. A person who is on the flight twice is marked.
 *
 * @throws AppError FORBIDDEN.
 */
export async function passengerManifest(ctx: RequestContext, flightId: number): Promise<ManifestRow[]> {
  requireAdmin(ctx.actor);
  const { rows } = await database().execute<ManifestRow>(sql`
    select p.surname || '/' || p.given_name as name, ${typeOnSegment} as type, r.locator, r.id as "reservationId",
      p.ticket_number as "ticketNumber", s.brand, a.seat,
      count(*) over (partition by ${personKeySql}) > 1 as duplicate
    from reservation.segments s
    join reservation.reservations r on r.id = s.reservation_id and (r.status = 'CREATED' or s.kept)
      and s.missed_at is null
    join reservation.passengers p on p.reservation_id = r.id
    left join reservation.seat_assignments a on a.segment_id = s.id and a.passenger_id = p.id and a.active
    where s.flight_id = ${flightId} order by p.surname, p.given_name`);
  return rows;
}
