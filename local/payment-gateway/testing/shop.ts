import Stripe from "stripe";
import { type GatewayProcess, startGateway, temporaryFolder } from "./gateway-process";
import { type Merchant, startMerchant } from "./merchant";

/** Two seats for 157,000 won. */
export const ORDER: Stripe.Checkout.SessionCreateParams = {
  mode: "payment",
  line_items: [
    {
      price_data: { currency: "krw", unit_amount: 78_500, product_data: { name: "MA101 GMP → CJU" } },
      quantity: 2,
    },
  ],
  success_url: "http://localhost:3000/ko/paid?session={CHECKOUT_SESSION_ID}",
  cancel_url: "http://localhost:3000/ko/cancelled",
  client_reference_id: "reservation-1",
  metadata: { reservation: "reservation-1" },
  payment_intent_data: { metadata: { payment: "payment-1" } },
  customer_email: "kim@example.com",
  locale: "ko",
};

/** The error that a call to the API must end in. */
export async function errorOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await call.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error(`expected an error of Stripe, got ${error}`);
}

export type Shop = {
  gateway: GatewayProcess;
  merchant: Merchant;
  /** Opens a session for the usual order. */
  open(change?: Partial<Stripe.Checkout.SessionCreateParams>): Promise<Stripe.Checkout.Session>;
  /** A session that is paid. */
  paid(card?: string): Promise<{ session: string; intent: string }>;
  close(): Promise<void>;
};

/** A gateway with short delays, and a merchant that receives its webhooks. */
export async function openShop(): Promise<Shop> {
  const home = await temporaryFolder();
  const merchant = await startMerchant();
  const gateway = await startGateway(home.folder, {
    MSA_GATEWAY_WEBHOOK_URL: merchant.url,
    MSA_GATEWAY_SLOW_MS: "300",
    MSA_GATEWAY_LOST_MS: "1500",
    MSA_GATEWAY_MIN_EXPIRY_SECONDS: "1",
  });
  const open = (change: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    gateway.stripe.checkout.sessions.create({ ...ORDER, ...change });
  return {
    gateway,
    merchant,
    open,
    paid: async (card = "success") => {
      const { id } = await open();
      const session = await gateway.control("/_control/complete", { session: id, card });
      return { session: id, intent: String(session.payment_intent) };
    },
    close: async () => {
      await gateway.stop();
      await merchant.close();
      await home.remove();
    },
  };
}
