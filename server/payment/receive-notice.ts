import { type RequestContext, requireSystem } from "@/server/shared/context";
import type { ProviderNotice } from "./payment-gateway";
import type { SettledPayment } from "./payment-rows";
import { recordNotice } from "./record-notice";
import { stripeGateway } from "./stripe-gateway";

/**
 * Takes a webhook of the provider. A repeated notice has no further effect; notices may arrive in any order. Only for
 * the system.
 *
 * @returns the payment that the notice is about; null for any other notice.
 * @throws AppError FORBIDDEN when the signature is not the provider's; PAYMENT_UNAVAILABLE when the notice is
 *   incomplete and the provider cannot be asked. Nothing changes then.
 * @throws NoticeNotUnderstood when it is malformed, or when money came in for a payment that we do not have.
 */
export async function receiveNotice(
  ctx: RequestContext,
  body: string,
  signature: string,
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return take(ctx, stripeGateway.verifyNotice(body, signature));
}

/**
 * Takes a notice that was parked earlier. Its signature was verified at that time, and has expired since. Only for
 * the system.
 *
 * @throws as `receiveNotice`, except FORBIDDEN for the signature.
 */
export async function receiveVerifiedNotice(
  ctx: RequestContext,
  body: string,
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return take(ctx, stripeGateway.readNotice(body));
}

async function take(ctx: RequestContext, notice: ProviderNotice): Promise<SettledPayment | null> {
  if (notice.kind !== "FAILED_LATE") return recordNotice(ctx, notice);
  const checkout = await stripeGateway.retrieveCheckout(notice.sessionId);
  return recordNotice(ctx, { id: notice.id, type: notice.type, kind: "CHECKOUT", checkout });
}
