import { eq, sql } from "drizzle-orm";
import { payments, refunds } from "@/db/schema/payment";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { refundCompleted, refundFailed } from "./events";
import { RefundRefused, type RefundState } from "./payment-gateway";
import { eventFacts } from "./record-checkout";

type Refund = typeof refunds.$inferSelect;
type Payment = typeof payments.$inferSelect;
export type RefundOfPayment = { refund: Refund; payment: Payment };

const soon = sql`clock_timestamp() + interval '1 minute'`;

/** A bank that has sent money back is not asked again every minute: after 1, 4, 16 … minutes, at most a day. */
const later = sql`clock_timestamp() + least(interval '1 minute' * pow(4, least(${refunds.refusals}, 6)), interval '1 day')`;

/** Writes down what the provider says of a try. An answer to a try that was given up meanwhile changes nothing. */
export const recordRefundState = (ctx: RequestContext, asked: RefundOfPayment, answer: RefundState) =>
  transaction({ ...ctx, correlationId: asked.payment.reservationId }, async (tx) => {
    const refund = await lockedRefund(tx, asked.refund.id);
    if (refund.refusals !== asked.refund.refusals || refund.status !== "PENDING") return;
    await apply(tx, { ...asked, refund }, answer);
  });

/** A call that threw. The first failure is told of once; the refund stays pending. */
export const recordRefundError = (ctx: RequestContext, asked: RefundOfPayment, error: unknown) =>
  transaction({ ...ctx, correlationId: asked.payment.reservationId }, async (tx) => {
    const refund = await lockedRefund(tx, asked.refund.id);
    if (refund.refusals !== asked.refund.refusals || refund.status !== "PENDING") return;
    if (refund.providerRefundId) return change(tx, refund, { nextCheckAt: soon });
    await fail(tx, { ...asked, refund }, error instanceof Error ? error.message : String(error), {
      attempts: refund.attempts + 1,
      refusals: refund.refusals + (error instanceof RefundRefused ? 1 : 0),
      nextCheckAt: soon,
    });
  });

/**
 * The provider tells of a refund by itself. A try that has failed is forgotten, so that whatever else is
 * told of it, and in whatever order, finds nothing.
 */
export async function applyRefundNotice(ctx: TxContext, told: RefundState): Promise<void> {
  const byId = eq(refunds.providerRefundId, told.providerRefundId);
  const [refund] = await ctx.tx.select().from(refunds).where(byId).for("update");
  if (!refund) return;
  const [payment] = await ctx.tx.select().from(payments).where(eq(payments.id, refund.paymentId));
  if (!payment) throw new Error("a refund belongs to a payment");
  await apply({ ...ctx, correlationId: payment.reservationId }, { refund, payment }, told);
}

async function lockedRefund(ctx: TxContext, id: string): Promise<Refund> {
  const [refund] = await ctx.tx.select().from(refunds).where(eq(refunds.id, id)).for("update");
  if (!refund) throw new Error("a refund is never deleted");
  return refund;
}

async function apply(ctx: TxContext, row: RefundOfPayment, told: RefundState): Promise<void> {
  const { refund } = row;
  const isFirstAnswer = refund.providerRefundId === null;
  const attempts = refund.attempts + (isFirstAnswer ? 1 : 0);
  switch (told.state) {
    case "PENDING":
      if (refund.status === "COMPLETED") return;
      return change(ctx, refund, { attempts, providerRefundId: told.providerRefundId, nextCheckAt: soon });
    case "SUCCEEDED":
      if (refund.status === "COMPLETED") return;
      await change(ctx, refund, {
        status: "COMPLETED",
        providerRefundId: told.providerRefundId,
        completedAt: sql`clock_timestamp()`,
        nextCheckAt: null,
        attempts,
        lastError: null,
      });
      return recordEvents(ctx, [event(refundCompleted, refundFacts(row))]);
    case "FAILED":
      return fail(ctx, row, told.failure ?? "failed", {
        status: "PENDING",
        providerRefundId: null,
        completedAt: null,
        attempts,
        refusals: refund.refusals + 1,
        nextCheckAt: later,
      });
  }
}

type Changes = Parameters<ReturnType<TxContext["tx"]["update"]>["set"]>[0];

async function change(ctx: TxContext, refund: Refund, to: Changes): Promise<void> {
  await ctx.tx.update(refunds).set(to).where(eq(refunds.id, refund.id));
}

/** Told once, until it has gone through. */
async function fail(ctx: TxContext, row: RefundOfPayment, failure: string, to: Changes): Promise<void> {
  const error = failure.slice(0, 500);
  await change(ctx, row.refund, { ...to, lastError: error });
  if (row.refund.lastError === null)
    await recordEvents(ctx, [event(refundFailed, { ...refundFacts(row), error })]);
}

const refundFacts = ({ refund, payment }: RefundOfPayment) => ({
  ...eventFacts(payment),
  amount: refund.amount,
  refundId: refund.id,
  reason: refund.reason,
});
