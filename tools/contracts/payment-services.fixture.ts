import Stripe from "stripe";
import { startGateway, temporaryFolder } from "@/local/payment-gateway/testing/gateway-process";
import { startMerchant, until } from "@/local/payment-gateway/testing/merchant";
import { realService, realServices, type Service } from "./services";

export interface OpenedPayments {
  /** For the adapter. */
  env: Record<string, string>;
  /** A payment that was captured: the id of its intent. */
  capture(amount: number): Promise<string>;
  /** Pays on the hosted page; null where only a person in a browser can. */
  pay: ((sessionId: string, card: "success" | "declined") => Promise<void>) | null;
  /** The body of the first notice of a type about an object. */
  notice(type: Stripe.Event["type"], objectId: string): Promise<string>;
  close(): Promise<void>;
}

const SECRET_KEY = "sk_test_contract_of_the_gateway";
const WEBHOOK_SECRET = "whsec_gateway_process";

async function openStandIn(): Promise<OpenedPayments> {
  const [{ folder, remove }, merchant] = await Promise.all([temporaryFolder(), startMerchant()]);
  const gateway = await startGateway(folder, {
    STRIPE_SECRET_KEY: SECRET_KEY,
    MSA_GATEWAY_WEBHOOK_URL: merchant.url,
  });
  const { hostname, port } = new URL(gateway.url);
  const stripe = new Stripe(SECRET_KEY, { host: hostname, port: Number(port), protocol: "http" });
  const pay: OpenedPayments["pay"] = async (session, card) => void (await gateway.submit(session, card));
  return {
    env: {
      STRIPE_SECRET_KEY: SECRET_KEY,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API_URL: gateway.url,
    },
    pay,
    async capture(amount) {
      const session = await stripe.checkout.sessions.create({
        mode: "payment",
        line_items: [
          {
            quantity: 1,
            price_data: { currency: "krw", unit_amount: amount, product_data: { name: "MA101" } },
          },
        ],
        success_url: "http://localhost:3000/ok",
        cancel_url: "http://localhost:3000/no",
      });
      await pay(session.id, "success");
      const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id);
      return String(payment_intent);
    },
    notice: async (type, id) => JSON.stringify(await merchant.waitFor(type, id)),
    async close() {
      await gateway.stop();
      await Promise.all([merchant.close(), remove()]);
    },
  };
}

async function openStripe(): Promise<OpenedPayments> {
  const { STRIPE_SECRET_KEY = "" } = realServices();
  const stripe = new Stripe(STRIPE_SECRET_KEY);
  return {
    env: { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET, STRIPE_API_URL: "" },
    pay: null,
    async capture(amount) {
      const intent = await stripe.paymentIntents.create({
        ...{ amount, currency: "krw", confirm: true, payment_method: "pm_card_visa" },
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      });
      return intent.id;
    },
    notice: (type, id) =>
      until(async () => {
        const { data } = await stripe.events.list({ type, limit: 50 });
        const found = data.find((event) => "id" in event.data.object && event.data.object.id === id);
        return found && JSON.stringify(found);
      }, type),
    close: async () => {},
  };
}

export const paymentServices: Service<OpenedPayments>[] = [
  { name: "the stand-in", open: openStandIn },
  { ...realService("payment"), open: openStripe },
];
