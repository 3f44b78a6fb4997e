import { and, eq, getTableColumns, ne, sql } from "drizzle-orm";
import { payments } from "@/db/schema/payment";
import { audit } from "@/server/shared/audit";
import {
  databaseNow,
  type RequestContext,
  requireSystem,
  type TxContext,
  transaction,
} from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { event, recordEvents } from "@/server/shared/outbox";
import { paymentCaptured, paymentFailed } from "./events";
import type { CheckoutState, FailedAttempt } from "./payment-gateway";
import { paymentEventData, type SettledPayment, settledPayment } from "./payment-rows";

type Payment = typeof payments.$inferSelect;

/**
 * Records the provider's answer about a checkout. It is a compare-and-set: webhook, return page and sweep may all call
 * it, in any order. `payment.captured` is recorded once, `payment.failed` once per declined try. Only for the system.
 *
 * @returns the payment; null when it is not ours.
 */
export function recordCheckout(ctx: RequestContext, checkout: CheckoutState): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return transaction(ctx, (tx) => applyCheckout(tx, checkout));
}

/** Does what `recordCheckout` does, in the transaction of the caller. */
export async function applyCheckout(ctx: TxContext, checkout: CheckoutState): Promise<SettledPayment | null> {
  if (!checkout.paymentId) return null;
  const [payment] = await ctx.tx
    .select()
    .from(payments)
    .where(eq(payments.id, checkout.paymentId))
    .for("update");
  if (!payment) return null;
  if (checkout.failure) await recordDeclinedTry(ctx, payment.id, checkout.failure);
  if (checkout.state === "CAPTURED" && payment.status !== "CAPTURED") return capture(ctx, payment, checkout);
  if (checkout.state === "CLOSED" && payment.status === "PENDING") {
    await ctx.tx.update(payments).set({ status: "CLOSED" }).where(eq(payments.id, payment.id));
    return settledPayment({ ...payment, status: "CLOSED" });
  }
  return settledPayment(payment, checkout.state === "PROCESSING");
}

async function capture(ctx: TxContext, payment: Payment, checkout: CheckoutState): Promise<SettledPayment> {
  const capturedAt = await databaseNow(ctx.tx);
  // The provider knows which sum it took. The reservation refuses a payment of another sum.
  const amount = checkout.amount;
  if (amount !== payment.amount)
    log.error({ paymentId: payment.id, amount, expected: payment.amount }, "captured another sum");
  const [changed] = await ctx.tx
    .update(payments)
    .set({
      status: "CAPTURED",
      capturedAt,
      amount,
      paymentIntentId: checkout.paymentIntentId,
      checkoutSessionId: checkout.sessionId,
    })
    .where(and(eq(payments.id, payment.id), ne(payments.status, "CAPTURED")))
    .returning();
  const scoped = { ...ctx, correlationId: payment.reservationId };
  await audit(scoped, { action: "capture", entity: "payment", entityId: payment.id, after: { amount } });
  await recordEvents(scoped, [
    event(paymentCaptured, {
      ...paymentEventData(payment),
      amount,
      capturedAt: capturedAt.toISOString(),
      changeId: payment.changeId,
    }),
  ]);
  return settledPayment(changed ?? { ...payment, amount, status: "CAPTURED" });
}

/**
 * Records `payment.failed` for a declined try, once: the notice of the try and the provider's answers may both report
 * it. Nothing is recorded when the payment has been captured since.
 */
export async function recordDeclinedTry(
  ctx: TxContext,
  paymentId: string,
  failure: FailedAttempt,
): Promise<void> {
  const { attemptId, reason } = failure;
  const [payment] = await ctx.tx
    .update(payments)
    .set({
      lastFailure: reason,
      failedAttempts: sql`array_append(${payments.failedAttempts}, ${attemptId})`,
    })
    .where(
      and(
        eq(payments.id, paymentId),
        ne(payments.status, "CAPTURED"),
        sql`${attemptId} <> all(${payments.failedAttempts})`,
      ),
    )
    .returning({ ...getTableColumns(payments), late: sql<boolean>`${payments.dueAt} <= clock_timestamp()` });
  if (!payment) return;
  await recordEvents({ ...ctx, correlationId: payment.reservationId }, [
    event(paymentFailed, {
      ...paymentEventData(payment),
      reason,
      late: payment.late,
      changeId: payment.changeId,
    }),
  ]);
}
