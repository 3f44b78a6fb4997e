import { and, eq } from "drizzle-orm";
import { payments, providerEvents } from "@/db/schema/payment";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { paymentFailed } from "./events";
import type { ProviderNotice } from "./gateway";
import { applyCheckout, eventFacts, type SettledPayment } from "./record-checkout";
import { applyRefundNotice } from "./record-refund";
import { stripeGateway } from "./stripe-gateway";

/**
 * Takes a webhook of the provider. The same notice again has no further effect; notices may come in any
 * order.
 *
 * @throws AppError FORBIDDEN when its signature is not the provider's; nothing changes then.
 */
export async function receiveNotice(
  ctx: RequestContext,
  body: string,
  signature: string,
): Promise<SettledPayment | null> {
  return recordNotice(ctx, stripeGateway.verifyNotice(body, signature));
}

/** Takes in a verified notice; the same notice again has no further effect. */
export function recordNotice(ctx: RequestContext, notice: ProviderNotice): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return transaction(ctx, async (tx) => {
    const fresh = await tx.tx
      .insert(providerEvents)
      .values({ id: notice.id, type: notice.type })
      .onConflictDoNothing()
      .returning({ id: providerEvents.id });
    switch (notice.kind) {
      case "CHECKOUT":
        return applyCheckout(tx, notice.checkout);
      case "DECLINED":
        if (fresh.length > 0) await applyDecline(tx, notice);
        return null;
      case "REFUND":
        await applyRefundNotice(tx, notice.refund);
        return null;
      case "OTHER":
        return null;
    }
  });
}

async function applyDecline(
  ctx: TxContext,
  notice: Extract<ProviderNotice, { kind: "DECLINED" }>,
): Promise<void> {
  if (!notice.paymentId) return;
  const [payment] = await ctx.tx
    .update(payments)
    .set({ lastFailure: notice.reason })
    .where(and(eq(payments.id, notice.paymentId), eq(payments.status, "PENDING")))
    .returning();
  if (!payment) return;
  await recordEvents({ ...ctx, correlationId: payment.reservationId }, [
    event(paymentFailed, { ...eventFacts(payment), reason: notice.reason }),
  ]);
}
