import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import type { SettledPayment } from "./payment-rows";
import { settleCheckout } from "./settle-checkout";

/** For so long, the webhook and the return page alone settle a payment. */
const RECONCILE_AFTER_SECONDS = 45;

/**
 * The sweep behind webhook and return page: settles every payment that has been open for 45 seconds. One that fails
 * is logged and tried again by the next sweep. Only for the system.
 *
 * @returns the payments that are captured, for the reservation to decide on.
 */
export async function reconcilePayments(ctx: SweepContext, limit = 50): Promise<SettledPayment[]> {
  requireSystem(ctx.actor);
  const captured: SettledPayment[] = [];
  for (const open of await openPayments(limit)) {
    try {
      const payment = await settleInSweep(ctx, open);
      if (payment?.status === "CAPTURED") captured.push(payment);
    } catch (error) {
      log.warn({ err: error, paymentId: open.id }, "could not reconcile a payment");
    }
    const ofPayment = eq(payments.id, open.id);
    await database().update(payments).set({ checkedAt: sql`clock_timestamp()` }).where(ofPayment);
  }
  return captured;
}

type OpenPayment = { id: string; reservationId: string; sessionId: string | null };

function openPayments(limit: number): Promise<OpenPayment[]> {
  const openedBefore = sql`clock_timestamp() - make_interval(secs => ${RECONCILE_AFTER_SECONDS})`;
  return database()
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
        lt(payments.createdAt, openedBefore),
      ),
    )
    .orderBy(sql`${payments.checkedAt} nulls first`)
    .limit(limit);
}

async function settleInSweep(ctx: SweepContext, { id, reservationId, sessionId }: OpenPayment) {
  if (!sessionId) return null;
  return sweepItem(
    ctx,
    { id, step: "settle-checkout", reservationId },
    (itemCtx) => settleCheckout(itemCtx, sessionId),
    (payment) => payment?.status !== "PENDING",
  );
}
