import { inArray, sql } from "drizzle-orm";
import { segments } from "@/db/schema/reservation";
import { reservationCancelled } from "@/server/reservation/events";
import { changeStatus } from "@/server/reservation/hold/change-status";
import { eventDataOf, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { freeUnitsAndSeats } from "@/server/reservation/inventory/free-units";
import { familyOf } from "@/server/reservation/order/family-predicates";
import { giveUpCoupons } from "@/server/reservation/order/give-up-coupons";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import type { CancelCause } from "@/server/shared/fare-terms";
import { event, recordEvents } from "@/server/shared/outbox";
import { auditWaiver, waivedOf } from "./record-waiver";
import { pairsOf, type Refund } from "./refund-facts";

export type Cancellation = {
  refund: Refund;
  cause: CancelCause;
  reason: string | null;
  /** The change that the customer was quoted. */
  quoted?: string;
  /** Why staff leave the fees out. For the airline only: it is in no event. */
  waiverReason?: string | null;
  /** Which of its flights the airline cancelled. */
  cancelledFlightId?: number;
};

/**
 * CREATED → CANCELLED, within a transaction: ends the coupons that are not flown, frees their units and seats, records the
 * refund, writes the audit row and the event. A segment that counts as flown keeps its units and seats, and its
 * passengers stay in the manifest.
 *
 * @returns false when it was not CREATED (any more).
 */
export async function cancelCreated(
  ctx: TxContext,
  { refund, cause, reason, quoted, waiverReason, cancelledFlightId }: Cancellation,
): Promise<boolean> {
  const { reservationId } = refund;
  const refundAmount = refund.refundable.amount;
  const changes = { endedAt: sql`clock_timestamp()`, cancelCause: cause };
  const cancelled = await changeStatus(ctx, reservationId, "CANCELLED", changes);
  if (!cancelled?.endedAt) return false;
  const kept = refund.segments.flatMap((segment) => (segment.kept ? [segment.id] : []));
  if (kept.length > 0) await ctx.tx.update(segments).set({ kept: true }).where(inArray(segments.id, kept));
  const { changeId, allotments } = await giveUpCoupons(ctx, refund, { cause, quoted: quoted ?? null });
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
  await auditWaiver(scoped, refund, { changeId, waiverReason });
  await recordEvents(scoped, [
    event(reservationCancelled, {
      ...eventDataOf(facts),
      cause,
      reason,
      paymentId: await firstPayment(ctx, reservationId),
      paidAmount: priceOf(refund),
      refundAmount,
      cancelledAt: cancelled.endedAt.toISOString(),
      cancelledFlightId,
      changeId,
      givenUp: pairsOf(refund.givenUp),
      refunds: allotments,
      ...waivedOf(refund),
    }),
  ]);
  return true;
}

/**
 * The payment that issued the order, or the one that its family was sold by: the release before this one refunds it alone,
 * and reads no shares.
 */
async function firstPayment({ tx }: TxContext, reservationId: string): Promise<string> {
  const { rows } = await tx.execute<{ paymentId: string }>(sql`
    select d.payment_id as "paymentId" from reservation.payment_decisions d
    join (${familyOf(reservationId)}) f on f.id = d.reservation_id
    where d.decision = 'ACCEPTED' order by f.distance, d.decided_at limit 1`);
  const [first] = rows;
  if (!first) throw new Error("a created reservation has an accepted payment");
  return first.paymentId;
}

/** What the trip costs as it is, the flights that were flown included. */
const priceOf = ({ givenUp, left }: Refund): number =>
  [...givenUp, ...left].flatMap(({ lines }) => lines).reduce((sum, { amount }) => sum + amount, 0);
