import type Stripe from "stripe";
import type { CheckoutState, FailedAttempt, RefundState } from "./payment-gateway";

/** Stripe's answers in our words. */

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
  // The issuer may be asked while the page is still open: money can follow at any moment.
  if (intent?.status === "processing") return "PROCESSING";
  if (session.status === "expired") return "CLOSED";
  if (session.status !== "complete") return "OPEN";
  // A slow card that failed in the end: the page is used up, and the customer needs a new one.
  return intent ? "CLOSED" : "PROCESSING";
}

/** Each try makes a charge; one that failed before that is known by its means of payment. */
export function failedAttempt({ id, last_payment_error: error }: Stripe.PaymentIntent): FailedAttempt {
  return {
    attemptId: error?.charge ?? error?.payment_method?.id ?? id,
    reason: error?.decline_code ?? error?.code ?? "declined",
  };
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
