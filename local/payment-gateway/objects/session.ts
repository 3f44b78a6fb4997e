import type Stripe from "stripe";
import type { Intent, Session } from "../model";
import { intentObject, seconds } from "./intent";

export type SessionSurroundings = { intent: Intent | undefined; refunded: number; publicUrl: string };

/** A Checkout Session as Stripe shows it; `expand` names the objects to show instead of their ids. */
export function sessionObject(
  session: Session,
  { intent, refunded, publicUrl }: SessionSurroundings,
  expand: string[] = [],
): Stripe.Checkout.Session {
  const email = session.customerEmail;
  const payerName = session.status === "complete" ? (intent?.charge?.card.name ?? null) : null;
  const isShown = intent && expand.some((path) => path.startsWith("payment_intent"));
  const intentExpand = expand.includes("payment_intent.latest_charge") ? ["latest_charge"] : [];
  return {
    ...emptySession,
    id: session.id,
    amount_subtotal: session.amountTotal,
    amount_total: session.amountTotal,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    created: seconds(session.createdAt),
    customer_details: email || payerName ? customerDetails(email, payerName) : null,
    customer_email: email,
    expires_at: seconds(session.expiresAt),
    ...(expand.includes("line_items") && { line_items: lineItems(session) }),
    locale: session.locale,
    metadata: session.metadata,
    payment_intent: isShown ? intentObject(intent, refunded, intentExpand) : session.intentId,
    payment_status: session.paymentStatus,
    status: session.status,
    success_url: session.successUrl,
    url: session.status === "open" ? `${publicUrl}/c/pay/${session.id}` : null,
  };
}

const emptySession = {
  object: "checkout.session",
  adaptive_pricing: null,
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency: "krw",
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer: null,
  customer_account: null,
  customer_creation: "if_required",
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  mode: "payment",
  origin_context: null,
  payment_link: null,
  payment_method_collection: "if_required",
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ["card"],
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  submit_type: null,
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: "hosted_page",
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;

function customerDetails(email: string | null, name: string | null): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: "none",
    tax_ids: null,
  };
}

function lineItems(session: Session): Stripe.ApiList<Stripe.LineItem> {
  return {
    object: "list",
    url: `/v1/checkout/sessions/${session.id}/line_items`,
    has_more: false,
    data: session.lineItems.map((item) => ({
      id: item.id,
      object: "item",
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: item.unitAmount * item.quantity,
      amount_tax: 0,
      amount_total: item.unitAmount * item.quantity,
      currency: "krw",
      description: item.name,
      metadata: {},
      price: null,
      quantity: item.quantity,
    })),
  };
}
