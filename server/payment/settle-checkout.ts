import { type RequestContext, requireSystem } from "@/server/shared/context";
import { inTraceOf } from "@/server/shared/trace";
import type { SettledPayment } from "./payment-rows";
import { recordCheckout } from "./record-checkout";
import { stripeGateway } from "./stripe-gateway";

/**
 * Asks the provider about one checkout and records the answer. Only for the system.
 *
 * @returns the payment; null when it is not ours.
 * @throws AppError PAYMENT_UNAVAILABLE when the outcome stays unknown: the caller asks again later.
 */
export async function settleCheckout(ctx: RequestContext, sessionId: string): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  const checkout = await stripeGateway.retrieveCheckout(sessionId);
  return inTraceOf(checkout.traceparent, "settle checkout", {}, () => recordCheckout(ctx, checkout));
}
