import type { RequestContext } from "@/server/shared/context";
import { recordNotice, type SettledPayment } from "./record-checkout";
import { stripeGateway } from "./stripe-gateway";

/**
 * Takes a webhook of the provider.
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
