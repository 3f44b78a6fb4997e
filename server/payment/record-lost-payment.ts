import { sql } from "drizzle-orm";
import { payments, refunds } from "@/db/schema/payment";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { carryOutRefund } from "./carry-out-refund";
import { paymentCaptured } from "./events";
import type { LostPayment } from "./lost-payments-view";
import type { ListedRefund } from "./payment-gateway";
import { paymentEventData } from "./payment-rows";
import { refundRow } from "./record-lost-refund";
import { refundIdOf } from "./refund-rules";
import { stripeGateway } from "./stripe-gateway";

/**
 * Writes the record of a lost payment again, with the refunds that the provider has made of it. With `refund`, what the
 * customer has not got back is refunded: at once, or by the sweep when the provider fails now. Otherwise
 * `payment.captured` asks the reservation to decide. Only for the system. A second call changes nothing.
 *
 * @throws AppError FORBIDDEN · PAYMENT_UNAVAILABLE; nothing is recorded then.
 */
export async function recordLostPayment(
  ctx: RequestContext,
  lost: LostPayment,
  { refund }: { refund: boolean },
): Promise<void> {
  requireSystem(ctx.actor);
  const listed = await stripeGateway.listRefunds({ paymentIntentId: lost.paymentIntentId });
  const made = listed.filter(({ state }) => state !== "FAILED");
  const scoped = { ...ctx, correlationId: lost.order.reservationId };
  const refundId = await transaction(scoped, async (tx) => {
    const payment = await writePayment(tx, lost);
    if (!payment) return null;
    if (made.length > 0)
      await tx.tx
        .insert(refunds)
        .values(made.map((each) => refundRow(payment, each)))
        .onConflictDoNothing();
    if (refund) return orderRest(tx, lost, made);
    const capturedAt = lost.createdAt.toISOString();
    await recordEvents(tx, [event(paymentCaptured, { ...paymentEventData(payment), capturedAt })]);
    return null;
  });
  // The refund is recorded: when this try fails, the sweep makes the next one.
  if (refundId) await carryOutRefund(ctx, refundId).catch(() => false);
}

/** The attempt of an order; the next free number where the customer has begun to pay again since the loss. */
const freeAttempt = ({ reservationId, attempt }: LostPayment["order"]) => sql`(select
  case when bool_or(attempt = ${attempt}::int) then max(attempt) + 1 else ${attempt}::int end
  from ${payments} where reservation_id = ${reservationId})`;

async function writePayment(ctx: TxContext, lost: LostPayment) {
  const { paymentId, ...order } = lost.order;
  const [written] = await ctx.tx
    .insert(payments)
    .values({
      ...{ ...order, attempt: freeAttempt(lost.order), id: paymentId },
      ...{ amount: lost.amount, status: "CAPTURED" },
      ...{ checkoutSessionId: lost.sessionId, paymentIntentId: lost.paymentIntentId },
      ...{ createdAt: lost.createdAt, dueAt: lost.createdAt, capturedAt: lost.createdAt },
    })
    .onConflictDoNothing({ target: payments.id })
    .returning();
  if (written)
    await audit(ctx, {
      action: "record-lost-payment",
      entity: "payment",
      entityId: paymentId,
      after: { amount: lost.amount },
    });
  return written ?? null;
}

/** Orders a refund of what is left. @returns its id; null when nothing is left. */
async function orderRest(ctx: TxContext, lost: LostPayment, made: ListedRefund[]): Promise<string | null> {
  const rest = lost.amount - made.reduce((sum, { amount }) => sum + amount, 0);
  if (rest <= 0) return null;
  const { paymentId, reservationId } = lost.order;
  const id = refundIdOf({ paymentId, reason: "REFUSED", changeId: null });
  const order = { id, paymentId, reservationId, amount: rest, reason: "REFUSED" };
  await ctx.tx.insert(refunds).values({ ...order, status: "PENDING" });
  return id;
}
