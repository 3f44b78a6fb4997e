import { providerEvents } from "@/db/schema/payment";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import type { ProviderNotice } from "./gateway";
import { applyCheckout, noteFailure, type SettledPayment } from "./record-checkout";
import { applyRefundNotice } from "./record-refund";
import { stripeGateway } from "./stripe-gateway";

/**
 * Takes a webhook of the provider. The same notice again has no further effect; notices may come in any
 * order.
 *
 * @throws AppError FORBIDDEN when its signature is not the provider's; PAYMENT_UNAVAILABLE when the notice
 *   does not say enough and the provider cannot be asked. Nothing changes then.
 */
export async function receiveNotice(
  ctx: RequestContext,
  body: string,
  signature: string,
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  const notice = stripeGateway.verifyNotice(body, signature);
  if (notice.kind !== "FAILED_LATE") return recordNotice(ctx, notice);
  const checkout = await stripeGateway.retrieveCheckout(notice.sessionId);
  return recordNotice(ctx, { id: notice.id, type: notice.type, kind: "CHECKOUT", checkout });
}

/** A notice that says all there is to say. */
type ToldNotice = Exclude<ProviderNotice, { kind: "FAILED_LATE" }>;

/** Takes in a verified notice. */
export function recordNotice(ctx: RequestContext, notice: ToldNotice): Promise<SettledPayment | null> {
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
        if (fresh.length > 0 && notice.paymentId) await noteFailure(tx, notice.paymentId, notice.failure);
        return null;
      case "REFUND":
        await applyRefundNotice(tx, notice.refund);
        return null;
      case "OTHER":
        return null;
    }
  });
}
