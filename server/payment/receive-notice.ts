import { providerEvents } from "@/db/schema/payment";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { type CheckoutState, NoticeNotUnderstood, type ProviderNotice } from "./payment-gateway";
import { applyCheckout, noteFailure, type SettledPayment } from "./record-checkout";
import { applyRefundNotice } from "./record-refund";
import { stripeGateway } from "./stripe-gateway";

/**
 * Takes a webhook of the provider. The same notice again has no further effect; notices may come in any
 * order.
 *
 * @throws AppError FORBIDDEN when its signature is not the provider's; PAYMENT_UNAVAILABLE when the notice
 *   does not say enough and the provider cannot be asked. Nothing changes then.
 * @throws NoticeNotUnderstood when it is malformed, or tells of money for a payment that we do not have.
 */
export async function receiveNotice(
  ctx: RequestContext,
  body: string,
  signature: string,
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return take(ctx, stripeGateway.verifyNotice(body, signature));
}

/** As `receiveNotice`, for a notice that was set aside: its signature, verified then, is too old by now. */
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
      case "CHECKOUT": {
        const payment = await applyCheckout(tx, notice.checkout);
        if (!payment && isOurMoney(notice.checkout)) throw new NoticeNotUnderstood("no such payment");
        return payment;
      }
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

/** Our mark is on it and money came in: that nobody knows the payment must not pass in silence. */
const isOurMoney = ({ paymentId, state }: CheckoutState) => paymentId !== null && state === "CAPTURED";
