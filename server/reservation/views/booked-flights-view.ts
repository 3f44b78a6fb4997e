import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { ShoppedFlight } from "@/server/shared/admission";
import { type RequestContext, requireSystem } from "@/server/shared/context";

type BookedFlights = { customerId: string; bookedAt: Date; flights: ShoppedFlight[] };

/**
 * Who has booked which flights, and when; null while it is not paid.
 *
 * @throws AppError FORBIDDEN for everybody but the system.
 */
export async function bookedFlights(
  ctx: RequestContext,
  reservationId: string,
): Promise<BookedFlights | null> {
  requireSystem(ctx.actor);
  const { rows } = await database().execute<Omit<BookedFlights, "bookedAt"> & { bookedAt: string }>(sql`
    select r.customer_id as "customerId", r.created_at as "bookedAt", (
      select coalesce(jsonb_agg(jsonb_build_object('origin', f.origin, 'destination', f.destination,
        'departureDate', f.departure_date)), '[]')
      from reservation.segments s join reservation.flights f on f.id = s.flight_id
      where s.reservation_id = r.id) as flights
    from reservation.reservations r where r.id = ${reservationId} and r.created_at is not null`);
  const [found] = rows;
  return found ? { ...found, bookedAt: new Date(found.bookedAt) } : null;
}
