import type Stripe from "stripe";
import { type GatewayProcess, startGateway, temporaryFolder } from "./gateway-process";
import { type Merchant, startMerchant } from "./merchant";
import { ORDER } from "./orders";

export type Shop = {
  gateway: GatewayProcess;
  merchant: Merchant;
  /** Opens a session for the usual order. */
  open(change?: Partial<Stripe.Checkout.SessionCreateParams>): Promise<Stripe.Checkout.Session>;
  /** A session that is paid. */
  paid(): Promise<{ session: string; intent: string }>;
  close(): Promise<void>;
};

/** A gateway in a hurry, and a merchant that hears its webhooks. */
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
    paid: async () => {
      const { id } = await open();
      const session = await gateway.control("/_control/complete", { session: id });
      return { session: id, intent: String(session.payment_intent) };
    },
    close: async () => {
      await gateway.stop();
      await merchant.close();
      await home.remove();
    },
  };
}
