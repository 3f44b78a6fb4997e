import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GatewayProcess, startGateway, temporaryFolder } from "./testing/gateway-process";
import { type Merchant, startMerchant, until } from "./testing/merchant";
import { ORDER } from "./testing/shop";

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let merchant: Merchant;
let gateway: GatewayProcess;

beforeEach(async () => {
  home = await temporaryFolder();
  merchant = await startMerchant();
  gateway = await start();
}, 60_000);

afterEach(async () => {
  await gateway?.kill();
  await merchant?.close();
  await home?.remove();
}, 60_000);

const start = (env: Record<string, string> = {}) =>
  startGateway(home.folder, { MSA_GATEWAY_WEBHOOK_URL: merchant.url, MSA_GATEWAY_SLOW_MS: "2000", ...env });

const restart = async (env: Record<string, string> = {}) => {
  await gateway.kill();
  gateway = await start(env);
};

/** Opens, pays and partly refunds until the gateway dies; gives what was acknowledged. */
async function customer(
  name: string,
): Promise<{ paid: string[]; refunds: string[]; keys: Map<string, string> }> {
  const acknowledged = { paid: [] as string[], refunds: [] as string[], keys: new Map<string, string>() };
  const { stripe, control } = gateway;
  for (let index = 0; ; index++) {
    try {
      const key = `${name}-${index}`;
      const { id } = await stripe.checkout.sessions.create(ORDER, { idempotencyKey: key });
      acknowledged.keys.set(key, id);
      const session = await control("/_control/complete", { session: id });
      acknowledged.paid.push(id);
      const refund = await stripe.refunds.create({
        payment_intent: String(session.payment_intent),
        amount: 100,
      });
      acknowledged.refunds.push(refund.id);
    } catch {
      return acknowledged;
    }
  }
}

describe("kill -9", { timeout: 120_000 }, () => {
  it("loses nothing that was acknowledged, and delivers every event", async () => {
    const keys = new Map<string, string>();
    const paid: string[] = [];
    const refunds: string[] = [];
    for (const round of [1, 2, 3]) {
      const customers = Array.from({ length: 8 }, (_, index) => customer(`round${round}-${index}`));
      const atLeast = 10 * round;
      await until(
        async () => ((await gateway.totals()).payments > atLeast ? true : undefined),
        "some payments",
      );
      await gateway.kill();
      for (const one of await Promise.all(customers)) {
        paid.push(...one.paid);
        refunds.push(...one.refunds);
        for (const [key, id] of one.keys) keys.set(key, id);
      }
      gateway = await start();
    }
    const { stripe } = gateway;
    for (const id of paid) {
      expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
        status: "complete",
        payment_status: "paid",
      });
    }
    for (const id of refunds) expect((await stripe.refunds.retrieve(id)).status).toBe("succeeded");
    for (const [idempotencyKey, id] of [...keys].slice(-20)) {
      expect((await stripe.checkout.sessions.create(ORDER, { idempotencyKey })).id).toBe(id);
    }
    await until(
      async () => ((await gateway.totals()).pendingWebhooks === 0 ? true : undefined),
      "an empty outbox",
    );
    const told = new Set(
      merchant.received
        .filter((event) => event.type === "checkout.session.completed")
        .map((event) => event.data.object.id),
    );
    expect(paid.filter((id) => !told.has(id))).toEqual([]);
  });

  it("takes up what was under way: a slow card, a pending refund, a webhook and a deadline", async () => {
    await restart({ MSA_GATEWAY_MIN_EXPIRY_SECONDS: "1" });
    const { stripe } = gateway;
    merchant.answer = 500;
    const slow = await stripe.checkout.sessions.create(ORDER);
    await gateway.submit(slow.id, "slow");
    const paid = await stripe.checkout.sessions.create(ORDER);
    const session = await gateway.control("/_control/complete", { session: paid.id, card: "refund-later" });
    const refund = await stripe.refunds.create({ payment_intent: String(session.payment_intent) });
    const refused = await merchant.waitFor("checkout.session.completed", paid.id);
    const expiresAt = Math.floor(Date.now() / 1000) + 2;
    const unused = await stripe.checkout.sessions.create({ ...ORDER, expires_at: expiresAt });
    await gateway.kill();
    merchant.answer = 200;
    await until(() => (Date.now() > expiresAt * 1000 ? true : undefined), "the deadline");
    gateway = await start();

    await merchant.waitFor("checkout.session.async_payment_succeeded", slow.id);
    await merchant.waitFor("refund.updated", refund.id);
    await merchant.waitFor("checkout.session.expired", unused.id);
    const isEmpty = async () => ((await gateway.totals()).pendingWebhooks === 0 ? true : undefined);
    await until(isEmpty, "every event to be delivered");
    expect(merchant.received.filter((event) => event.id === refused.id).length).toBeGreaterThanOrEqual(2);
    expect(await gateway.totals()).toMatchObject({ captured: 314_000, refunded: 157_000 });
  });
});

describe("the process", { timeout: 60_000 }, () => {
  it("ends on SIGTERM with 0, and lets the next one start", async () => {
    expect(await gateway.stop()).toBe(0);
    gateway = await start();
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  });

  it("does not share its log with a second one", async () => {
    await expect(start()).rejects.toThrow("another process holds");
  });

  it("names the setting it cannot start without", async () => {
    const other = await temporaryFolder();
    await expect(startGateway(other.folder, { STRIPE_SECRET_KEY: "" })).rejects.toThrow("STRIPE_SECRET_KEY");
    await other.remove();
  });

  it("never writes a card's number or code", async () => {
    const { id } = await gateway.stripe.checkout.sessions.create(ORDER);
    await gateway.submit(id, "success");
    const log = await readFile(path.join(home.folder, "payment-gateway", "log.jsonl"), "utf8");
    expect(log).toContain('"last4":"4242"');
    expect(log).not.toMatch(/4242[ -]?4242/);
    expect(log).not.toContain('"cvc"');
  });
});
