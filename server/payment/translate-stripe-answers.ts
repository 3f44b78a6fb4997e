import type Stripe from "stripe";
import { z } from "zod";
import { locales } from "@/server/shared/airline";
import type {
  CheckoutState,
  FailedAttempt,
  ListedRefund,
  PaidCheckout,
  RefundState,
} from "./payment-gateway";

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
    traceparent: session.metadata?.traceparent ?? null,
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

const orderOfMetadata = z.object({
  paymentId: z.uuid(),
  reservationId: z.uuid(),
  customerId: z.uuid(),
  locator: z.string().min(1),
  attempt: z.coerce.number().int().min(1),
});

/**
 * The checkout when it is paid and was opened by the site at `siteUrl`; otherwise nothing. Other sites, such as previews, may
 * share the account, and their payments are no business of ours.
 */
export function paidCheckout(session: Stripe.Checkout.Session, siteUrl: string): PaidCheckout[] {
  if (!session.success_url?.startsWith(`${siteUrl}/`)) return [];
  const {
    payment_intent: intent,
    payment_status,
    amount_total: amount,
    customer_email: customerEmail,
  } = session;
  const order = orderOfMetadata.safeParse(session.metadata);
  if (!order.success || payment_status !== "paid" || !intent || !amount) return [];
  return [
    {
      order: { ...order.data, locale: locales.find((locale) => locale === session.locale) ?? "ko" },
      sessionId: session.id,
      paymentIntentId: typeof intent === "string" ? intent : intent.id,
      ...{ amount, customerEmail },
      createdAt: new Date(session.created * 1000),
    },
  ];
}

/** Translates the state of a refund. */
export const refundState = ({ id, status, failure_reason }: Stripe.Refund): RefundState => ({
  providerRefundId: id,
  state: refundStateOf(status),
  failure: failure_reason ?? status,
});

/** The refund when it has our id; otherwise nothing. */
export function listedRefund(refund: Stripe.Refund): ListedRefund[] {
  const { metadata, payment_intent: intent, amount, created } = refund;
  const refundId = z.uuid().safeParse(metadata?.refundId);
  if (!refundId.success || !intent) return [];
  const paymentIntentId = typeof intent === "string" ? intent : intent.id;
  const createdAt = new Date(created * 1000);
  return [{ ...refundState(refund), refundId: refundId.data, paymentIntentId, amount, createdAt }];
}

function refundStateOf(status: string | null): RefundState["state"] {
  if (status === "succeeded") return "SUCCEEDED";
  return status === "failed" || status === "canceled" ? "FAILED" : "PENDING";
}
