import { eq, sql } from "drizzle-orm";
import { payments, refunds } from "@/db/schema/payment";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { refundCompleted, refundFailed } from "./events";
import { RefundRefused, type RefundState } from "./payment-gateway";
import { paymentEventData } from "./payment-rows";

type Refund = typeof refunds.$inferSelect;
type Payment = typeof payments.$inferSelect;
export type RefundOfPayment = { refund: Refund; payment: Payment };

const inOneMinute = sql`clock_timestamp() + interval '1 minute'`;

/** A refund that the bank has sent back is tried again after 1, 4, 16 … minutes, and at least once a day. */
const withBackoff = sql`clock_timestamp() + least(interval '1 minute' * pow(4, least(${refunds.refusals}, 6)), interval '1 day')`;

/** Records the provider's answer to a try. An answer to an earlier try changes nothing. */
export const recordRefundState = (ctx: RequestContext, asked: RefundOfPayment, answer: RefundState) =>
  transaction({ ...ctx, correlationId: asked.refund.reservationId }, async (tx) => {
    const refund = await lockedRefund(tx, asked.refund.id);
    if (refund.refusals !== asked.refund.refusals || refund.status !== "PENDING") return;
    await applyAnswer(tx, { ...asked, refund }, answer);
  });

/** Records a call that threw. The refund stays pending; `refund.failed` is recorded for the first failure only. */
export const recordRefundError = (ctx: RequestContext, asked: RefundOfPayment, error: unknown) =>
  transaction({ ...ctx, correlationId: asked.refund.reservationId }, async (tx) => {
    const refund = await lockedRefund(tx, asked.refund.id);
    if (refund.refusals !== asked.refund.refusals || refund.status !== "PENDING") return;
    if (refund.providerRefundId) return change(tx, refund, { nextCheckAt: inOneMinute });
    await fail(tx, { ...asked, refund }, error instanceof Error ? error.message : String(error), {
      attempts: refund.attempts + 1,
      refusals: refund.refusals + (error instanceof RefundRefused ? 1 : 0),
      nextCheckAt: inOneMinute,
    });
  });

/**
 * Applies a notice of the provider about a refund. A failed try loses its provider id, so that later notices about it
 * find no refund, in whatever order they arrive.
 */
export async function applyRefundNotice(ctx: TxContext, answer: RefundState): Promise<void> {
  const byId = eq(refunds.providerRefundId, answer.providerRefundId);
  const [refund] = await ctx.tx.select().from(refunds).where(byId).for("update");
  if (!refund) return;
  const [payment] = await ctx.tx.select().from(payments).where(eq(payments.id, refund.paymentId));
  if (!payment) throw new Error("a refund belongs to a payment");
  await applyAnswer({ ...ctx, correlationId: refund.reservationId }, { refund, payment }, answer);
}

async function lockedRefund(ctx: TxContext, id: string): Promise<Refund> {
  const [refund] = await ctx.tx.select().from(refunds).where(eq(refunds.id, id)).for("update");
  if (!refund) throw new Error("a refund is never deleted");
  return refund;
}

async function applyAnswer(ctx: TxContext, row: RefundOfPayment, answer: RefundState): Promise<void> {
  const { refund } = row;
  const isFirstAnswer = refund.providerRefundId === null;
  const attempts = refund.attempts + (isFirstAnswer ? 1 : 0);
  switch (answer.state) {
    case "PENDING":
      if (refund.status === "COMPLETED") return;
      return change(ctx, refund, {
        attempts,
        providerRefundId: answer.providerRefundId,
        nextCheckAt: inOneMinute,
      });
    case "SUCCEEDED":
      if (refund.status === "COMPLETED") return;
      await change(ctx, refund, {
        status: "COMPLETED",
        providerRefundId: answer.providerRefundId,
        completedAt: sql`clock_timestamp()`,
        nextCheckAt: null,
        attempts,
        lastError: null,
      });
      return recordEvents(ctx, [event(refundCompleted, refundEventData(row))]);
    case "FAILED":
      return fail(ctx, row, answer.failure ?? "failed", {
        status: "PENDING",
        providerRefundId: null,
        completedAt: null,
        attempts,
        refusals: refund.refusals + 1,
        nextCheckAt: withBackoff,
      });
  }
}

type Changes = Parameters<ReturnType<TxContext["tx"]["update"]>["set"]>[0];

async function change(ctx: TxContext, refund: Refund, to: Changes): Promise<void> {
  await ctx.tx.update(refunds).set(to).where(eq(refunds.id, refund.id));
}

/** Records `refund.failed` once, until the refund has succeeded. */
async function fail(ctx: TxContext, row: RefundOfPayment, failure: string, to: Changes): Promise<void> {
  const error = failure.slice(0, 500);
  await change(ctx, row.refund, { ...to, lastError: error });
  if (row.refund.lastError === null)
    await recordEvents(ctx, [event(refundFailed, { ...refundEventData(row), error })]);
}

const refundEventData = ({ refund, payment }: RefundOfPayment) => ({
  ...paymentEventData(payment),
  // A refund may be of a reservation that was split from the one that was paid.
  reservationId: refund.reservationId,
  locator: refund.locator ?? payment.locator,
  amount: refund.amount,
  refundId: refund.id,
  reason: refund.reason,
});
