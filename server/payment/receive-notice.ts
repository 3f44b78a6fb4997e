import type { RequestContext } from "@/server/shared/context";
import { recordNotice, type SettledPayment } from "./record-checkout";
import { stripeGateway } from "./stripe-gateway";

/**
 * Takes a webhook of the provider.
 *
 * @throws AppError FORBIDDEN when its signature is not the provider's; PAYMENT_UNAVAILABLE when the notice
 *   does not say enough and the provider cannot be asked. Nothing changes then.
 */
export async function receiveNotice(
  ctx: RequestContext,
  body: string,
  signature: string,
): Promise<SettledPayment | null> {
  const notice = stripeGateway.verifyNotice(body, signature);
  if (notice.kind !== "FAILED_LATE") return recordNotice(ctx, notice);
  const checkout = await stripeGateway.retrieveCheckout(notice.sessionId);
  return recordNotice(ctx, { id: notice.id, type: notice.type, kind: "CHECKOUT", checkout });
}
