import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { travelsOnFlight } from "@/server/reservation/order/predicates";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { type Refund, refundsFor } from "./refund-facts";

export type CancellationPreview = {
  reservations: number;
  passengers: number;
  /** The reservations that lose other flights with this one. */
  withOtherFlights: number;
  holds: number;
  /** The sum of the refunds in whole won. */
  refundAmount: number;
  /** From these facts mileage reckons the miles that are taken back. */
  parties: Pick<Refund, "segments" | "passengers" | "givenUp">[];
};

/** The number of reservations that one statement reads. */
const BATCH_SIZE = 200;

/**
 * Returns what cancelling a flight would do, by the same rule as `cancelReservationsOnFlight`. Changes nothing.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function previewFlightCancellation(
  ctx: RequestContext,
  flightId: number,
  batchSize = BATCH_SIZE,
): Promise<CancellationPreview> {
  requirePermission(ctx.actor, "reservation.read");
  const { created, holds } = await openReservations(flightId);
  const refunds: Refund[] = [];
  for (let from = 0; from < created.length; from += batchSize) {
    const terms = { cause: "AIRLINE" as const, cancelledFlightId: flightId };
    refunds.push(...(await refundsFor(database(), created.slice(from, from + batchSize), terms)));
  }
  const losesOthers = ({ segments }: Refund) => segments.some((s) => !s.kept && s.flightId !== flightId);
  return {
    reservations: refunds.length,
    passengers: refunds.reduce((sum, { passengers }) => sum + passengers.length, 0),
    withOtherFlights: refunds.filter(losesOthers).length,
    holds,
    refundAmount: refunds.reduce((sum, { refundable }) => sum + refundable.amount, 0),
    parties: refunds.map(({ segments, passengers, givenUp }) => ({ segments, passengers, givenUp })),
  };
}

async function openReservations(flightId: number): Promise<{ created: string[]; holds: number }> {
  const { rows } = await database().execute<{ created: string[]; holds: number }>(sql`
    select coalesce(jsonb_agg(r.id order by r.id) filter (where r.status = 'CREATED'), '[]') as created,
      (count(*) filter (where r.status = 'HELD'))::int as holds
    from reservation.reservations r where ${travelsOnFlight(flightId)}`);
  return rows[0] as { created: string[]; holds: number };
}
