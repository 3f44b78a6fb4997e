import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { airline } from "@/server/shared/airline";
import type { NewCheckout } from "./payment-gateway";

/** Seconds since 1970, as the provider counts. */
export const epoch = (moment: Date) => Math.floor(moment.getTime() / 1000);

/**
 * The idempotency key of a checkout. The provider refuses a known key with other parameters, such as a changed e-mail
 * address or language, so the key has a hash of them.
 */
export const checkoutKey = (paymentId: string, params: Stripe.Checkout.SessionCreateParams): string =>
  `checkout-${paymentId}-${createHash("sha256").update(JSON.stringify(params)).digest("base64url").slice(0, 16)}`;

/** What a lost record of the payment is written again from (`recoverLostPayments`). */
const orderMetadata = (c: NewCheckout): Stripe.MetadataParam => ({
  ...{ paymentId: c.paymentId, reservationId: c.reservationId, customerId: c.customerId },
  ...{ locator: c.locator, attempt: String(c.attempt) },
});

const traceMetadata = ({ traceparent }: NewCheckout): Stripe.MetadataParam => ({
  ...(traceparent && { traceparent }),
});

/** The parameters of a checkout: one line with the whole sum. */
export const sessionParams = (c: NewCheckout): Stripe.Checkout.SessionCreateParams => ({
  mode: "payment",
  locale: c.locale,
  client_reference_id: c.reservationId,
  customer_email: c.customerEmail,
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: airline.currency.toLowerCase(),
        unit_amount: c.amount,
        product_data: { name: c.description },
      },
    },
  ],
  metadata: { ...orderMetadata(c), ...traceMetadata(c) },
  payment_intent_data: { metadata: { paymentId: c.paymentId, ...traceMetadata(c) } },
  success_url: c.successUrl,
  cancel_url: c.cancelUrl,
  expires_at: epoch(c.expiresAt),
});
