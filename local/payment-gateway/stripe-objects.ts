import type Stripe from "stripe";
import { type Change, type EventType, type Intent, newId, type Refund, type Session } from "./model";

/** The release whose objects are shown here: that of the `stripe` package in use. */
export const API_VERSION = "2026-10-28.endive";

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/** A Checkout Session as Stripe shows it: the fields that a merchant reads. `intent` is shown in place of its id. */
export const sessionObject = (session: Session, publicUrl: string, intent?: Intent) =>
  ({
    id: session.id,
    object: "checkout.session",
    amount_total: session.amountTotal,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    created: seconds(session.createdAt),
    currency: "krw",
    customer_email: session.customerEmail,
    expires_at: seconds(session.expiresAt),
    livemode: false,
    locale: session.locale,
    metadata: session.metadata,
    mode: "payment",
    payment_intent: intent ? (intentObject(intent) as Stripe.PaymentIntent) : session.intentId,
    payment_status: session.paymentStatus,
    status: session.status,
    success_url: session.successUrl,
    url: session.status === "open" ? `${publicUrl}/c/pay/${session.id}` : null,
  }) satisfies Partial<Stripe.Checkout.Session>;

/** A PaymentIntent as Stripe shows it. */
export const intentObject = (intent: Intent) =>
  ({
    id: intent.id,
    object: "payment_intent",
    amount: intent.amount,
    amount_received: intent.status === "succeeded" ? intent.amount : 0,
    created: seconds(intent.createdAt),
    currency: "krw",
    last_payment_error: intent.status === "requires_payment_method" ? paymentError(intent) : null,
    latest_charge: intent.charge?.id ?? null,
    livemode: false,
    metadata: intent.metadata,
    status: intent.status,
  }) satisfies Partial<Stripe.PaymentIntent>;

function paymentError({ charge }: Intent): Stripe.PaymentIntent.LastPaymentError | null {
  if (!charge?.decline) return null;
  return {
    charge: charge.id,
    code: "card_declined",
    decline_code: charge.decline,
    payment_method_type: "card",
    type: "card_error",
  };
}

/** A Refund as Stripe shows it. */
export const refundObject = (refund: Refund) =>
  ({
    id: refund.id,
    object: "refund",
    amount: refund.amount,
    created: seconds(refund.createdAt),
    currency: "krw",
    ...(refund.status === "failed" && { failure_reason: "expired_or_canceled_card" }),
    metadata: refund.metadata,
    payment_intent: refund.intentId,
    status: refund.status,
  }) satisfies Partial<Stripe.Refund>;

/** A webhook event about `object` and its delivery, which starts at `notBefore`. */
export function newEvent(type: EventType, object: object, now: number, notBefore = now): Change[] {
  const id = newId("evt");
  const body = JSON.stringify({
    id,
    object: "event",
    api_version: API_VERSION,
    created: seconds(now),
    data: { object },
    livemode: false,
    type,
  });
  return [
    { kind: "event", value: { id, type, createdAt: now, body } },
    {
      kind: "delivery",
      value: { eventId: id, attempts: 0, nextAttemptAt: notBefore, deliveredAt: null },
    },
  ];
}
