import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireAdmin } from "@/server/shared/context";

export type CancellationPreview = {
  reservations: number;
  passengers: number;
  /** Of the reservations, those that lose other flights with this one. */
  withOtherFlights: number;
  holds: number;
  refundAmount: number;
  miles: number;
};

/** What cancelling a flight would do, said before it is done. Whole won, and miles to be taken back. */
export async function previewFlightCancellation(
  ctx: RequestContext,
  flightId: number,
): Promise<CancellationPreview> {
  requireAdmin(ctx.actor);
  const { rows } = await database().execute<{ preview: CancellationPreview }>(sql`
    with affected as (
      select distinct r.* from reservation.segments s join reservation.reservations r on r.id = s.reservation_id
      where s.flight_id = ${flightId} and r.status in ('HELD', 'CREATED'))
    select jsonb_build_object(
      'reservations', count(*) filter (where a.status = 'CREATED'),
      'withOtherFlights', count(*) filter (where a.status = 'CREATED' and exists (
        select 1 from reservation.segments o where o.reservation_id = a.id and o.flight_id <> ${flightId})),
      'holds', count(*) filter (where a.status = 'HELD'),
      'passengers', coalesce(sum(a.adults + a.children + a.infants) filter (where a.status = 'CREATED'), 0),
      'refundAmount', coalesce(sum(a.paid_amount) filter (where a.status = 'CREATED'), 0),
      'miles', coalesce((select sum((a2.adults + a2.children)
          * round(f.distance_miles * (s.brand_rule->>'mileageRatePercent')::numeric / 100))
        from affected a2 join reservation.segments s on s.reservation_id = a2.id
        join reservation.flights f on f.id = s.flight_id where a2.status = 'CREATED'), 0)) as preview
    from affected a`);
  return (rows[0] as { preview: CancellationPreview }).preview;
}
