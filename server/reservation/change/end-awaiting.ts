import { and, eq, sql } from "drizzle-orm";
import { changes } from "@/db/schema/reservation";
import { returnHeldUnits } from "@/server/reservation/inventory/take-units";
import type { TxContext } from "@/server/shared/context";
import { awaitingChange, type StoredChange } from "./change-rows";

/**
 * AWAITING_PAYMENT → EXPIRED, WITHDRAWN or REFUSED, within a transaction: gives back the units that the change held. The
 * caller has locked the reservation.
 *
 * @returns false when the change did not wait for a payment (any more).
 */
export async function endAwaiting(
  ctx: TxContext,
  { id, reservationId, quote }: StoredChange,
  status: "EXPIRED" | "WITHDRAWN" | "REFUSED",
): Promise<boolean> {
  const [ended] = await ctx.tx
    .update(changes)
    .set({ status, endedAt: sql`clock_timestamp()` })
    .where(and(eq(changes.id, id), eq(changes.status, "AWAITING_PAYMENT")))
    .returning({ id: changes.id });
  if (!ended) return false;
  await returnHeldUnits(
    ctx,
    reservationId,
    quote.flights.map(({ flightId }) => flightId),
  );
  return true;
}

/** Withdraws the change of a trip that waits for its payment, because the trip is changed in another way. */
export async function withdrawAwaiting(ctx: TxContext, reservationId: string): Promise<void> {
  const change = await awaitingChange(ctx, reservationId);
  if (change) await endAwaiting(ctx, change, "WITHDRAWN");
}
