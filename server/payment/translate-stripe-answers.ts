import type Stripe from "stripe";
import type { CheckoutState, FailedAttempt, RefundState } from "./payment-gateway";

/** Translates the state of a checkout. The payment intent says most when it was expanded. */
export function checkoutState(session: Stripe.Checkout.Session): CheckoutState {
  const intent = session.payment_intent;
  const declined = typeof intent === "object" && intent?.status === "requires_payment_method";
  return {
    sessionId: session.id,
    paymentId: session.metadata?.paymentId ?? null,
    state: stateOf(session),
    paymentIntentId: typeof intent === "string" ? intent : (intent?.id ?? null),
    amount: session.amount_total ?? 0,
    failure: declined && intent.last_payment_error ? failedAttempt(intent) : null,
  };
}

function stateOf(session: Stripe.Checkout.Session): CheckoutState["state"] {
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : null;
  if (session.payment_status === "paid" || intent?.status === "succeeded") return "CAPTURED";
  // The card can be charged while the page is still open.
  if (intent?.status === "processing") return "PROCESSING";
  if (session.status === "expired") return "CLOSED";
  if (session.status !== "complete") return "OPEN";
  // A slow card was declined: this page cannot be used again.
  return intent ? "CLOSED" : "PROCESSING";
}

/** Translates a declined try. A try has a charge, or at least a payment method, which identifies it. */
export function failedAttempt({ id, last_payment_error: error }: Stripe.PaymentIntent): FailedAttempt {
  return {
    attemptId: error?.charge ?? error?.payment_method?.id ?? id,
    reason: error?.decline_code ?? error?.code ?? "declined",
  };
}

/** Translates the state of a refund. */
export const refundState = ({ id, status, failure_reason }: Stripe.Refund): RefundState => ({
  providerRefundId: id,
  state: refundStateOf(status),
  failure: failure_reason ?? status,
});

function refundStateOf(status: string | null): RefundState["state"] {
  if (status === "succeeded") return "SUCCEEDED";
  return status === "failed" || status === "canceled" ? "FAILED" : "PENDING";
}
