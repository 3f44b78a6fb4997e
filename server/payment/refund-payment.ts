import { and, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { audit } from "@/server/shared/audit";
import { databaseNow, type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { log } from "@/server/shared/log";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { refundCompleted, refundFailed } from "./events";
import { RefundRefused } from "./gateway";
import { eventFacts } from "./record-checkout";
import { stripeGateway } from "./stripe-gateway";

const refundPaymentInput = z.object({
  paymentId: z.uuid(),
  amount: z.number().int().min(0),
  /** Unique per payment: the same refund asked for again is the same refund. */
  reason: z.enum(["CANCELLED", "REFUSED"]),
});

/**
 * Gives money back: once per (payment, reason), never more than was captured. A provider that fails
 * leaves the refund pending; it is repeated under the same idempotency key until it is through.
 *
 * @throws whatever the provider answered, so that the caller retries.
 */
export async function refundPayment(
  ctx: RequestContext,
  input: z.input<typeof refundPaymentInput>,
): Promise<void> {
  requireSystem(ctx.actor);
  const order = parse(refundPaymentInput, input);
  if (order.amount === 0) return;
  await carryOut(ctx, await orderRefund(ctx, order));
}

/** Writes the refund down before any money moves. @returns its id, also when it was there already. */
function orderRefund(ctx: RequestContext, order: z.output<typeof refundPaymentInput>): Promise<string> {
  return transaction(ctx, async (tx) => {
    const [payment] = await tx.tx
      .select()
      .from(payments)
      .where(eq(payments.id, order.paymentId))
      .for("update");
    if (payment?.status !== "CAPTURED") throw new AppError("NOT_FOUND");
    const earlier = await tx.tx.select().from(refunds).where(eq(refunds.paymentId, payment.id));
    const same = earlier.find((r) => r.reason === order.reason);
    if (same) return same.id;
    const owed = earlier.reduce((total, r) => total + r.amount, order.amount);
    if (owed > payment.amount) throw new AppError("CONFLICT");
    const id = uuidv7();
    await tx.tx
      .insert(refunds)
      .values({ ...order, id, reservationId: payment.reservationId, status: "PENDING" });
    const scoped = { ...tx, correlationId: payment.reservationId };
    const after = { amount: order.amount, reason: order.reason };
    await audit(scoped, { action: "refund", entity: "payment", entityId: payment.id, after });
    return id;
  });
}

async function carryOut(ctx: RequestContext, refundId: string): Promise<void> {
  const [row] = await database()
    .select({ refund: refunds, payment: payments })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(refunds.id, refundId));
  if (!row || row.refund.status === "COMPLETED") return;
  const { refund, payment } = row;
  try {
    if (!payment.paymentIntentId) throw new Error("the capture has no payment intent");
    const order = {
      refundId,
      paymentIntentId: payment.paymentIntentId,
      amount: refund.amount,
      refusals: refund.refusals,
    };
    await complete(ctx, row, (await stripeGateway.refund(order)).providerRefundId);
  } catch (error) {
    await noteFailure(ctx, row, error);
    throw error;
  }
}

type Pending = { refund: typeof refunds.$inferSelect; payment: typeof payments.$inferSelect };

const refundFacts = ({ refund, payment }: Pending) => ({
  ...eventFacts(payment),
  amount: refund.amount,
  refundId: refund.id,
  reason: refund.reason,
});

const complete = (ctx: RequestContext, row: Pending, providerRefundId: string) =>
  transaction({ ...ctx, correlationId: row.payment.reservationId }, async (tx) => {
    const done = await tx.tx
      .update(refunds)
      .set({
        status: "COMPLETED",
        providerRefundId,
        completedAt: await databaseNow(tx.tx),
        attempts: sql`${refunds.attempts} + 1`,
        lastError: null,
      })
      .where(and(eq(refunds.id, row.refund.id), eq(refunds.status, "PENDING")))
      .returning({ id: refunds.id });
    if (done.length > 0) await recordEvents(tx, [event(refundCompleted, refundFacts(row))]);
  });

/** The first failure is told of once; the refund stays pending. */
const noteFailure = (ctx: RequestContext, row: Pending, error: unknown) =>
  transaction({ ...ctx, correlationId: row.payment.reservationId }, async (tx) => {
    const message = error instanceof Error ? error.message : String(error);
    const [after] = await tx.tx
      .update(refunds)
      .set({
        attempts: sql`${refunds.attempts} + 1`,
        refusals: sql`${refunds.refusals} + ${error instanceof RefundRefused ? 1 : 0}`,
        lastError: message.slice(0, 500),
      })
      .where(and(eq(refunds.id, row.refund.id), eq(refunds.status, "PENDING")))
      .returning({ attempts: refunds.attempts });
    if (after?.attempts === 1)
      await recordEvents(tx, [event(refundFailed, { ...refundFacts(row), error: message.slice(0, 500) })]);
  });

/** The sweep behind the retries: repeats refunds that have been pending for a while. @returns how many went through. */
export async function retryPendingRefunds(ctx: SweepContext, limit = 50): Promise<number> {
  requireSystem(ctx.actor);
  const pending = await database()
    .select({ id: refunds.id, reservationId: refunds.reservationId })
    .from(refunds)
    .where(
      and(eq(refunds.status, "PENDING"), lt(refunds.createdAt, sql`clock_timestamp() - interval '1 minute'`)),
    )
    .orderBy(refunds.createdAt)
    .limit(limit);
  let completed = 0;
  for (const { id, reservationId } of pending) {
    try {
      await sweepItem(ctx, { id, step: "refund-payment", reservationId }, (itemCtx) => carryOut(itemCtx, id));
      completed++;
    } catch (error) {
      log.warn({ err: error, refundId: id }, "a refund is still pending");
    }
  }
  return completed;
}
