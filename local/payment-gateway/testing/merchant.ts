import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import { readBody } from "@/local/shared/http";
import { WEBHOOK_SECRET } from "./gateway-process";

export type Merchant = {
  url: string;
  /** Every delivery whose signature held, in order of arrival. */
  received: Stripe.Event[];
  /** The status that the next deliveries are answered with. */
  answer: number;
  /** Waits for an event of this type (about this object, if given). */
  waitFor(type: Stripe.Event["type"], objectId?: string): Promise<Stripe.Event>;
  close(): Promise<void>;
};

/** The merchant's side of the webhooks: checks signatures as the `stripe` package does and remembers. */
export async function startMerchant(): Promise<Merchant> {
  const stripe = new Stripe("sk_test_unused");
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const signature = request.headers["stripe-signature"] ?? "";
    merchant.received.push(stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET));
    response.writeHead(merchant.answer).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const isAbout = (event: Stripe.Event, id: string) =>
    "id" in event.data.object && event.data.object.id === id;
  const merchant: Merchant = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received: [],
    answer: 200,
    waitFor: (type, id) =>
      until(
        () => merchant.received.find((event) => event.type === type && (!id || isAbout(event, id))),
        type,
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return merchant;
}

/** Asks until there is an answer; throws after 30 seconds. */
export async function until<T>(ask: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(20);
  }
  throw new Error(`waited in vain for ${what}`);
}
