import type Stripe from "stripe";
import type { CheckoutState, ProviderNotice, RefundState } from "./gateway";

/** Stripe's answers in our words. */

export function checkoutState(session: Stripe.Checkout.Session): CheckoutState {
  const intent = session.payment_intent;
  return {
    sessionId: session.id,
    paymentId: session.metadata?.paymentId ?? null,
    state: stateOf(session),
    paymentIntentId: typeof intent === "string" ? intent : (intent?.id ?? null),
    amount: session.amount_total ?? 0,
  };
}

function stateOf(session: Stripe.Checkout.Session): CheckoutState["state"] {
  if (session.payment_status === "paid") return "CAPTURED";
  if (session.status === "expired") return "CLOSED";
  const intent = session.payment_intent;
  const status = intent && typeof intent !== "string" ? intent.status : null;
  // The issuer has yet to answer, also while the page is still open: nobody is told to pay again.
  if (status === "processing") return "PROCESSING";
  if (session.status !== "complete") return "OPEN";
  // A slow card that failed in the end: the page is used up, and the customer needs a new one.
  if (status) return status === "succeeded" ? "CAPTURED" : "CLOSED";
  return "PROCESSING";
}

export const refundState = ({ id, status, failure_reason }: Stripe.Refund): RefundState => ({
  providerRefundId: id,
  state: refundStateOf(status),
  failure: failure_reason ?? status,
});

function refundStateOf(status: string | null): RefundState["state"] {
  if (status === "succeeded") return "SUCCEEDED";
  return status === "failed" || status === "canceled" ? "FAILED" : "PENDING";
}

/** A verified event of Stripe in our words. */
export function notice(event: Stripe.Event): ProviderNotice {
  const { id, type } = event;
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.expired":
      return { id, type, kind: "CHECKOUT", checkout: checkoutState(event.data.object) };
    case "checkout.session.async_payment_failed":
      return {
        id,
        type,
        kind: "CHECKOUT",
        checkout: { ...checkoutState(event.data.object), state: "CLOSED" },
      };
    case "payment_intent.payment_failed": {
      const intent = event.data.object;
      const reason = intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? "declined";
      return { id, type, kind: "DECLINED", paymentId: intent.metadata.paymentId ?? null, reason };
    }
    case "refund.updated":
    case "refund.failed":
      return { id, type, kind: "REFUND", refund: refundState(event.data.object) };
    default:
      return { id, type, kind: "OTHER" };
  }
}
