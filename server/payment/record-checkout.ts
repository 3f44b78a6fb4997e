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

type Payment = typeof payments.$inferSelect;

/** A payment as the rest of the house needs it after the provider has spoken. */
export type SettledPayment = {
  paymentId: string;
  reservationId: string;
  amount: number;
  status: Payment["status"];
  processing: boolean;
};

export const settled = (p: Payment, processing = false): SettledPayment => ({
  paymentId: p.id,
  reservationId: p.reservationId,
  amount: p.amount,
  status: p.status,
  processing,
});

/**
 * Writes down what the provider says of a checkout: compare-and-set, so that webhook, return page and
 * sweep may all come, in any order. `payment.captured` is recorded once, `payment.failed` once per try.
 *
 * @returns null when no payment of ours is meant.
 */
export function recordCheckout(ctx: RequestContext, checkout: CheckoutState): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return transaction(ctx, (tx) => applyCheckout(tx, checkout));
}

/** As `recordCheckout`, in a transaction that is open already. */
export async function applyCheckout(ctx: TxContext, checkout: CheckoutState): Promise<SettledPayment | null> {
  if (!checkout.paymentId) return null;
  const [payment] = await ctx.tx
    .select()
    .from(payments)
    .where(eq(payments.id, checkout.paymentId))
    .for("update");
  if (!payment) return null;
  if (checkout.failure) await noteFailure(ctx, payment.id, checkout.failure);
  if (checkout.state === "CAPTURED" && payment.status !== "CAPTURED") return capture(ctx, payment, checkout);
  if (checkout.state === "CLOSED" && payment.status === "PENDING") {
    await ctx.tx.update(payments).set({ status: "CLOSED" }).where(eq(payments.id, payment.id));
    return settled({ ...payment, status: "CLOSED" });
  }
  return settled(payment, checkout.state === "PROCESSING");
}

async function capture(ctx: TxContext, payment: Payment, checkout: CheckoutState): Promise<SettledPayment> {
  const capturedAt = await databaseNow(ctx.tx);
  // The provider's sum is the truth about money; a difference is refused by the reservation.
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
    event(paymentCaptured, { ...eventFacts(payment), amount, capturedAt: capturedAt.toISOString() }),
  ]);
  return settled(changed ?? { ...payment, amount, status: "CAPTURED" });
}

/**
 * A declined try is told of by whoever learns of it first: its notice, or the answer that closed the page
 * before the notice came. What has been paid since needs no telling.
 */
export async function noteFailure(ctx: TxContext, paymentId: string, failure: FailedAttempt): Promise<void> {
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
    event(paymentFailed, { ...eventFacts(payment), reason, late: payment.late }),
  ]);
}

/** What every payment event says. */
export const eventFacts = (p: Payment) => ({
  paymentId: p.id,
  reservationId: p.reservationId,
  customerId: p.customerId,
  locator: p.locator,
  locale: p.locale,
  amount: p.amount,
});
