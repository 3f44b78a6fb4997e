import { and, eq, isNotNull, lt, ne, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type PaymentStatus, payments } from "@/db/schema/payment";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { recordCheckout, type SettledPayment, settled } from "./record-checkout";
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

/** A page that is just being opened has no session yet. Whoever opens it finds its payment closed, and closes it. */
const closedUnlessOpened = sql<PaymentStatus>`case when ${payments.status} = 'PENDING'
  and ${payments.checkoutSessionId} is null then 'CLOSED' else ${payments.status} end`;

/**
 * Closes a reservation's open payment page, so that nobody can pay there any more; who has paid already, or is being
 * charged, is not cut off.
 *
 * @returns the payment that was open, as it is now, or one whose money has come in; null when there is none.
 * @throws AppError PAYMENT_UNAVAILABLE; the outcome is then unknown.
 */
export async function closeCheckout(
  ctx: RequestContext,
  input: { reservationId: string },
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  const rows = await database()
    .update(payments)
    .set({ checkedAt: sql`clock_timestamp()`, status: closedUnlessOpened })
    .where(and(eq(payments.reservationId, input.reservationId), ne(payments.status, "CLOSED")))
    .returning();
  const captured = rows.find((payment) => payment.status === "CAPTURED");
  const neverOpened = rows.find((payment) => payment.status === "CLOSED");
  const session = rows.find((payment) => payment.status === "PENDING")?.checkoutSessionId;
  if (session) await stripeGateway.closeCheckout(session);
  const closed = session ? await settleCheckout(ctx, session) : null;
  return captured ? settled(captured) : (closed ?? (neverOpened ? settled(neverOpened) : null));
}
