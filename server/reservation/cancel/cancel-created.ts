import { inArray, sql } from "drizzle-orm";
import { segments } from "@/db/schema/reservation";
import { reservationCancelled } from "@/server/reservation/events";
import { changeStatus } from "@/server/reservation/hold/change-status";
import { eventDataOf, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { freeUnitsAndSeats } from "@/server/reservation/inventory/free-units";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import type { CancelCause } from "@/server/shared/fare-terms";
import { event, recordEvents } from "@/server/shared/outbox";
import type { Refund } from "./refund-facts";

type Cancellation = {
  refund: Refund;
  cause: CancelCause;
  reason: string | null;
  /** Which of its flights the airline cancelled. */
  cancelledFlightId?: number;
};

/**
 * CREATED → CANCELLED, within a transaction: frees the units and seats of the segments that are given up, records the
 * refund, writes the audit row and the event. A segment that counts as flown keeps its units and seats, and its
 * passengers stay in the manifest.
 *
 * @returns false when it was not CREATED (any more).
 */
export async function cancelCreated(
  ctx: TxContext,
  { refund, cause, reason, cancelledFlightId }: Cancellation,
): Promise<boolean> {
  const { reservationId } = refund;
  const refundAmount = refund.refundable.amount;
  const cancelled = await changeStatus(ctx, reservationId, "CANCELLED", {
    endedAt: sql`clock_timestamp()`,
    cancelCause: cause,
    refundedAmount: sql`${refundAmount}`,
  });
  if (!cancelled?.paymentId || !cancelled.endedAt) return false;
  const kept = refund.segments.flatMap((segment) => (segment.kept ? [segment.id] : []));
  if (kept.length > 0) await ctx.tx.update(segments).set({ kept: true }).where(inArray(segments.id, kept));
  await freeUnitsAndSeats(ctx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (!facts) return false;
  const scoped = { ...ctx, correlationId: reservationId };
  await audit(scoped, {
    action: "cancel",
    entity: "reservation",
    entityId: reservationId,
    before: { status: "CREATED" },
    after: { status: "CANCELLED", cause, refundAmount, kept },
  });
  await recordEvents(scoped, [
    event(reservationCancelled, {
      ...eventDataOf(facts),
      cause,
      reason,
      paymentId: cancelled.paymentId,
      paidAmount: cancelled.paidAmount,
      refundAmount,
      cancelledAt: cancelled.endedAt.toISOString(),
      cancelledFlightId,
    }),
  ]);
  return true;
}
