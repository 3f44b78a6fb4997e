import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireAdmin } from "@/server/shared/context";

type CancellationResult = {
  reservations: number;
  passengers: number;
  holds: number;
  /** Owed back in whole won; how far each refund has come is the payment's to tell. */
  refundAmount: number;
};

/** What a cancelled flight took with it so far: the other side of `previewFlightCancellation`. */
export async function cancellationResult(ctx: RequestContext, flightId: number): Promise<CancellationResult> {
  requireAdmin(ctx.actor);
  const { rows } = await database().execute<{ result: CancellationResult }>(sql`
    with ended as (
      select distinct r.* from reservation.segments s join reservation.reservations r on r.id = s.reservation_id
      where s.flight_id = ${flightId} and not s.kept and (r.cancel_cause = 'AIRLINE' or r.end_cause = 'FLIGHT_CANCELLED'))
    select jsonb_build_object(
      'reservations', count(*) filter (where status = 'CANCELLED'),
      'holds', count(*) filter (where status = 'EXPIRED'),
      'passengers', coalesce(sum(adults + children + infants) filter (where status = 'CANCELLED'), 0),
      'refundAmount', coalesce(sum(refunded_amount) filter (where status = 'CANCELLED'), 0)) as result
    from ended`);
  return (rows[0] as { result: CancellationResult }).result;
}
