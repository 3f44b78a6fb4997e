import { newId } from "../ids";
import type { Change, Session } from "../model";
import type { CreateSessionParams } from "../params";
import { invalidRequest } from "../stripe-error";

/** Stripe accepts at most eight digits for a KRW charge. */
const MAX_AMOUNT = 99_999_999;
const MAX_EXPIRY_SECONDS = 24 * 60 * 60;

/** Opens a Checkout Session. The payment intent comes into being when the customer first tries to pay. */
export function createSession(
  params: CreateSessionParams,
  rules: { now: number; minExpirySeconds: number },
): { session: Session; changes: Change[] } {
  const lineItems = params.line_items.map(({ price_data, quantity }) => ({
    id: newId("li"),
    name: price_data.product_data.name,
    description: price_data.product_data.description ?? null,
    unitAmount: price_data.unit_amount,
    quantity,
  }));
  const amountTotal = lineItems.reduce((sum, item) => sum + item.unitAmount * item.quantity, 0);
  if (amountTotal < 1) {
    throw invalidRequest("The total amount due must be more than 0.", "amount_too_small", "line_items");
  }
  if (amountTotal > MAX_AMOUNT) {
    throw invalidRequest(
      `The total amount due must be no more than ₩${MAX_AMOUNT}.`,
      "amount_too_large",
      "line_items",
    );
  }
  const session: Session = {
    id: newId("cs_test"),
    status: "open",
    paymentStatus: "unpaid",
    lineItems,
    amountTotal,
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    clientReferenceId: params.client_reference_id ?? null,
    customerEmail: params.customer_email ?? null,
    locale: params.locale ?? null,
    metadata: params.metadata ?? {},
    intentMetadata: params.payment_intent_data?.metadata ?? {},
    intentDescription: params.payment_intent_data?.description ?? null,
    intentId: null,
    replyLost: false,
    createdAt: rules.now,
    expiresAt: expiryOf(params.expires_at, rules),
  };
  return { session, changes: [{ kind: "session", value: session }] };
}

function expiryOf(requested: number | undefined, rules: { now: number; minExpirySeconds: number }): number {
  // Stripe counts in whole seconds.
  const nowSeconds = Math.floor(rules.now / 1000);
  const expiry = requested ?? nowSeconds + MAX_EXPIRY_SECONDS;
  if (expiry < nowSeconds + rules.minExpirySeconds) {
    const minutes = rules.minExpirySeconds / 60;
    throw invalidRequest(
      `The \`expires_at\` timestamp must be at least ${minutes} minutes from Checkout Session creation.`,
      undefined,
      "expires_at",
    );
  }
  if (expiry > nowSeconds + MAX_EXPIRY_SECONDS) {
    throw invalidRequest(
      "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
      undefined,
      "expires_at",
    );
  }
  return expiry * 1000;
}
