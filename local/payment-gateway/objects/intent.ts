import type Stripe from "stripe";
import type { Charge, Intent } from "../model";

export const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/** A PaymentIntent as Stripe shows it; `refunded` is what has gone back of it, in KRW. */
export function intentObject(intent: Intent, refunded: number, expand: string[] = []): Stripe.PaymentIntent {
  const charge = intent.charge;
  return {
    id: intent.id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: intent.amount,
    amount_capturable: 0,
    amount_received: intent.status === "succeeded" ? intent.amount : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: intent.canceledAt === null ? null : seconds(intent.canceledAt),
    cancellation_reason: intent.canceledAt === null ? null : "automatic",
    capture_method: "automatic_async",
    client_secret: null,
    confirmation_method: "automatic",
    created: seconds(intent.createdAt),
    currency: "krw",
    customer: null,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    last_payment_error: intent.status === "requires_payment_method" ? paymentError(charge) : null,
    latest_charge:
      charge && expand.includes("latest_charge")
        ? chargeObject(intent, charge, refunded)
        : (charge?.id ?? null),
    livemode: false,
    managed_payments: null,
    metadata: intent.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: intent.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: intent.status,
    transfer_group: null,
  };
}

function paymentError(charge: Charge | null): Stripe.PaymentIntent.LastPaymentError | null {
  if (!charge?.decline) return null;
  return {
    charge: charge.id,
    code: "card_declined",
    decline_code: charge.decline,
    message: declineMessage(charge) ?? undefined,
    payment_method_type: "card",
    type: "card_error",
  };
}

function declineMessage(charge: Charge): string | null {
  switch (charge.decline) {
    case "insufficient_funds":
      return "Your card has insufficient funds.";
    case "generic_decline":
      return "Your card was declined.";
    case null:
      return null;
  }
}

/** The charge behind an intent; `refunded` is what has gone back, in KRW. */
export function chargeObject(intent: Intent, charge: Charge, refunded: number): Stripe.Charge {
  const isCaptured = charge.status === "succeeded";
  return {
    id: charge.id,
    object: "charge",
    amount: intent.amount,
    amount_captured: isCaptured ? intent.amount : 0,
    amount_refunded: refunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: {
      address: null,
      email: intent.receiptEmail,
      name: charge.card.name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: "MSA AIR",
    captured: isCaptured,
    created: seconds(charge.createdAt),
    currency: "krw",
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: charge.decline ? "card_declined" : null,
    failure_message: declineMessage(charge),
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: isCaptured,
    payment_intent: intent.id,
    payment_method: null,
    payment_method_details: null,
    receipt_email: intent.receiptEmail,
    receipt_number: null,
    receipt_url: null,
    refunded: isCaptured && refunded === intent.amount,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: charge.status,
    transfer_data: null,
    transfer_group: null,
  };
}
