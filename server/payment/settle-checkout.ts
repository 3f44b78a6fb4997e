import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { recordCheckout, type SettledPayment } from "./record-checkout";
import { stripeGateway } from "./stripe-gateway";

/** How long a payment is left to webhook and return page before the provider is asked about it. */
const RECONCILE_AFTER_SECONDS = 45;

/**
 * Asks the provider about one checkout and writes its answer down.
 *
 * @throws AppError PAYMENT_UNAVAILABLE; the outcome is then unknown, and is asked for again.
 */
export async function settleCheckout(ctx: RequestContext, sessionId: string): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return recordCheckout(ctx, await stripeGateway.retrieveCheckout(sessionId));
}

/**
 * The sweep behind webhook and return page: asks about every payment that has been open for a while.
 *
 * @returns the payments that turned out to be captured, for the reservation to decide on.
 */
export async function reconcilePayments(ctx: SweepContext, limit = 50): Promise<SettledPayment[]> {
  requireSystem(ctx.actor);
  const open = await database()
    .select({
      id: payments.id,
      reservationId: payments.reservationId,
      sessionId: payments.checkoutSessionId,
    })
    .from(payments)
    .where(
      and(
        eq(payments.status, "PENDING"),
        isNotNull(payments.checkoutSessionId),
        lt(payments.createdAt, sql`clock_timestamp() - make_interval(secs => ${RECONCILE_AFTER_SECONDS})`),
      ),
    )
    .orderBy(sql`${payments.checkedAt} nulls first`)
    .limit(limit);
  const captured: SettledPayment[] = [];
  for (const { id, reservationId, sessionId } of open) {
    if (!sessionId) continue;
    try {
      const payment = await sweepItem(
        ctx,
        { id, step: "settle-checkout", reservationId },
        (itemCtx) => settleCheckout(itemCtx, sessionId),
        (settled) => settled?.status !== "PENDING",
      );
      if (payment?.status === "CAPTURED") captured.push(payment);
    } catch (error) {
      log.warn({ err: error, paymentId: id }, "could not reconcile a payment");
    }
    await database().update(payments).set({ checkedAt: sql`clock_timestamp()` }).where(eq(payments.id, id));
  }
  return captured;
}

/** Closes a reservation's open payment page once its hold has ended; who has paid already is not cut off. */
export async function closeCheckout(
  ctx: RequestContext,
  input: { reservationId: string },
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  const [open] = await database()
    .select({ sessionId: payments.checkoutSessionId })
    .from(payments)
    .where(and(eq(payments.reservationId, input.reservationId), eq(payments.status, "PENDING")));
  if (!open?.sessionId) return null;
  await stripeGateway.closeCheckout(open.sessionId);
  return settleCheckout(ctx, open.sessionId);
}
