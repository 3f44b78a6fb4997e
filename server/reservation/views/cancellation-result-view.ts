import { and, eq, gte, inArray, or, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { reservations, segments } from "@/db/schema/reservation";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import type { CancellationResult } from "./staff-schemas";

const r = reservations;

/**
 * What the cancellation of a flight has ended so far; `previewFlightCancellation` tells it in advance.
 *
 * @throws AppError FORBIDDEN.
 */
export async function cancellationResult(ctx: RequestContext, flightId: number): Promise<CancellationResult> {
  requirePermission(ctx.actor, "reservation.read");
  const onFlight = database()
    .select({ id: segments.reservationId })
    .from(segments)
    // Below zero: its trip had given the flight up before.
    .where(and(eq(segments.flightId, flightId), eq(segments.kept, false), gte(segments.position, 0)));
  const [result] = await database()
    .select({
      reservations: sql`count(*) filter (where ${isCancelled})`.mapWith(Number),
      holds: sql`count(*) filter (where ${r.status} = 'EXPIRED')`.mapWith(Number),
      passengers: sumOfCancelled(sql`${r.adults} + ${r.children} + ${r.infants}`),
      refundAmount: sumOfCancelled(sql`(select coalesce(-sum(c.balance), 0) from reservation.changes c
        where c.reservation_id = ${r.id} and c.kind = 'CANCEL' and c.status = 'DONE' and c.cause = 'AIRLINE')`),
    })
    .from(r)
    .where(
      and(inArray(r.id, onFlight), or(eq(r.cancelCause, "AIRLINE"), eq(r.endCause, "FLIGHT_CANCELLED"))),
    );
  return result ?? { reservations: 0, holds: 0, passengers: 0, refundAmount: 0 };
}

const isCancelled = eq(r.status, "CANCELLED");
const sumOfCancelled = (value: SQL) =>
  sql`coalesce(sum(${value}) filter (where ${isCancelled}), 0)`.mapWith(Number);
