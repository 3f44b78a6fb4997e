import { eq } from "drizzle-orm";
import Stripe from "stripe";
import { database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { outbox } from "@/db/schema/shared";
import {
  type GatewayProcess,
  SECRET_KEY,
  startGateway,
  temporaryFolder,
  WEBHOOK_SECRET,
} from "@/local/payment-gateway/testing/gateway-process";
import { settleCheckout, startCheckout } from "@/server/payment";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

export const system = systemContext("test");

export type Provider = GatewayProcess & { close(): Promise<void> };

/** No server listens at this address. */
const NOWHERE = "http://127.0.0.1:9/";

/**
 * A payment provider of its own for a test file, known to the payment context from now on. Its notices arrive
 * only where a test gives it an address.
 */
export async function startProvider(webhookUrl = NOWHERE): Promise<Provider> {
  const { folder, remove } = await temporaryFolder();
  const gateway = await startGateway(folder, {
    MSA_GATEWAY_WEBHOOK_URL: webhookUrl,
    MSA_GATEWAY_SLOW_MS: "300",
  });
  Object.assign(process.env, {
    STRIPE_API_URL: gateway.url,
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  const close = async () => {
    await gateway.stop();
    await remove();
  };
  return { ...gateway, close };
}

function only<T>(rows: T[]): T {
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`${rows.length} rows`);
  return row;
}

/** A member, and the order that the member has to pay. */
export function order() {
  const customerId = uuidv7();
  const ctx = {
    actor: { kind: "CUSTOMER" as const, id: customerId, email: "a@example.com", address: customerId },
  };
  const input = {
    reservationId: uuidv7(),
    customerId,
    locator: "BCDFGH",
    locale: "ko" as const,
    amount: 71_700,
    email: "a@example.com",
    description: "MSA Air",
    resultPath: "/book/result?",
    backPath: "/book/review",
    dueAt: new Date(Date.now() + 1_200_000).toISOString(),
  };
  return { ctx, input };
}

/** An open payment page. */
export async function checkout() {
  const { ctx, input } = order();
  const { url } = await startCheckout(ctx, input);
  const ofReservation = eq(payments.reservationId, input.reservationId);
  const payment = only(await database().select().from(payments).where(ofReservation));
  return { ctx, input, url, paymentId: payment.id, sessionId: payment.checkoutSessionId ?? "" };
}

/** A notice as the provider posts it. */
export const notice = (type: string, object: object) =>
  JSON.stringify({ id: `evt_${uuidv7()}`, object: "event", type, data: { object } });

/** The provider's signature of a notice, from now or from a time in seconds since 1970. */
export const sign = (payload: string, secret = WEBHOOK_SECRET, timestamp = Math.floor(Date.now() / 1_000)) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });

export const pay = (gateway: Provider, session: string, card?: string) =>
  gateway.control("/_control/complete", { session, ...(card && { card }) });

/** A captured payment. */
export async function paid(gateway: Provider, card?: string) {
  const c = await checkout();
  await pay(gateway, c.sessionId, card);
  await settleCheckout(system, c.sessionId);
  return c;
}

export const eventsOf = async (reservationId: string) =>
  (
    await database()
      .select({ name: outbox.name })
      .from(outbox)
      .where(eq(outbox.correlationId, reservationId))
      .orderBy(outbox.seq)
  ).map((e) => e.name);

export const paymentRow = async (id: string) =>
  only(await database().select().from(payments).where(eq(payments.id, id)));

export const refundRow = async (paymentId: string) =>
  only(await database().select().from(refunds).where(eq(refunds.paymentId, paymentId)));
