import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type PaymentStatus, payments } from "@/db/schema/payment";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { type SettledPayment, settledPayment } from "./payment-rows";
import { settleCheckout } from "./settle-checkout";
import { stripeGateway } from "./stripe-gateway";

/** A page that is being opened has no session yet: `startCheckout` then finds its payment closed and closes the page. */
const closedUnlessOpened = sql<PaymentStatus>`case when ${payments.status} = 'PENDING'
  and ${payments.checkoutSessionId} is null then 'CLOSED' else ${payments.status} end`;

/**
 * Closes the open payment page of a hold, or of a change of a reservation, so that nobody can pay there any more. A card that was or is being charged
 * is not interrupted. Only for the system.
 *
 * @returns the payment that was open, as it is now, or one that is captured; null when there is neither.
 * @throws AppError PAYMENT_UNAVAILABLE; the outcome is then unknown.
 */
export async function closeCheckout(
  ctx: RequestContext,
  { reservationId, changeId = null }: { reservationId: string; changeId?: string | null },
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  const rows = await database()
    .update(payments)
    .set({ checkedAt: sql`clock_timestamp()`, status: closedUnlessOpened })
    .where(
      and(
        eq(payments.reservationId, reservationId),
        changeId === null ? isNull(payments.changeId) : eq(payments.changeId, changeId),
        ne(payments.status, "CLOSED"),
      ),
    )
    .returning();
  const captured = rows.find((payment) => payment.status === "CAPTURED");
  const neverOpened = rows.find((payment) => payment.status === "CLOSED");
  const session = rows.find((payment) => payment.status === "PENDING")?.checkoutSessionId;
  if (session) await stripeGateway.closeCheckout(session);
  const closed = session ? await settleCheckout(ctx, session) : null;
  return captured ? settledPayment(captured) : (closed ?? (neverOpened ? settledPayment(neverOpened) : null));
}
