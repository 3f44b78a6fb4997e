import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GatewayProcess } from "./testing/gateway-process";
import { type Merchant, until } from "./testing/merchant";
import { errorOf, ORDER, openShop, type Shop } from "./testing/shop";

const TIMEOUT_MS = 60_000;

let shop: Shop;
let gateway: GatewayProcess;
let merchant: Merchant;
let stripe: Stripe;

beforeAll(async () => {
  shop = await openShop();
  ({ gateway, merchant } = shop);
  ({ stripe } = gateway);
}, TIMEOUT_MS);

afterAll(() => shop?.close(), TIMEOUT_MS);

describe("API errors", { timeout: TIMEOUT_MS }, () => {
  it("asks for the right key", async () => {
    const { port } = new URL(gateway.url);
    const stranger = new Stripe("sk_test_wrong_key_0000", { host: "127.0.0.1", port, protocol: "http" });
    const refused = await errorOf(stranger.checkout.sessions.create(ORDER));
    expect(refused).toMatchObject({ type: "StripeAuthenticationError", statusCode: 401 });
  });

  it("names what is missing, unknown or not to be found", async () => {
    expect(await errorOf(stripe.checkout.sessions.retrieve("cs_none"))).toMatchObject({
      code: "resource_missing",
    });
    expect(await errorOf(shop.open({ success_url: undefined }))).toMatchObject({
      code: "parameter_missing",
      param: "success_url",
    });
    expect(await errorOf(shop.open({ allow_promotion_codes: true }))).toMatchObject({
      code: "parameter_unknown",
      param: "allow_promotion_codes",
    });
    const unknown = await errorOf(stripe.customers.create({ name: "Kim" }));
    expect(unknown).toMatchObject({ type: "StripeInvalidRequestError", statusCode: 404 });
    expect(unknown.message).toContain("Unrecognized request URL (POST: /v1/customers)");
    const { id } = await shop.open();
    expect(await errorOf(stripe.checkout.sessions.retrieve(id, { expand: ["customer"] }))).toMatchObject({
      message: "This property cannot be expanded (customer).",
    });
  });
});

describe("idempotency", { timeout: TIMEOUT_MS }, () => {
  it("gives the first answer again, also to calls made at once", async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 10 }, () => stripe.checkout.sessions.create(ORDER, { idempotencyKey: "same" })),
    );
    for (const other of others) expect(other).toEqual(first);
    const again = await stripe.checkout.sessions.create(ORDER, { idempotencyKey: "same" });
    expect(again.id).toBe(first?.id);
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
  });

  it("refuses the key for anything else", async () => {
    await stripe.checkout.sessions.create(ORDER, { idempotencyKey: "once" });
    const error = await errorOf(
      stripe.checkout.sessions.create({ ...ORDER, locale: "en" }, { idempotencyKey: "once" }),
    );
    expect(error).toMatchObject({ type: "StripeIdempotencyError", statusCode: 400 });
  });

  it("saves the refusal of a call that ran, but not of one that was malformed", async () => {
    const { intent } = await shop.paid();
    await stripe.refunds.create({ payment_intent: intent });
    const refuse = () =>
      errorOf(stripe.refunds.create({ payment_intent: intent }, { idempotencyKey: "refused" }));
    expect(await refuse()).toMatchObject({ code: "charge_already_refunded" });
    expect((await refuse()).headers?.["idempotent-replayed"]).toBe("true");

    const key = { idempotencyKey: "corrected" };
    await errorOf(stripe.checkout.sessions.create({ ...ORDER, success_url: "nowhere" }, key));
    expect((await stripe.checkout.sessions.create(ORDER, key)).status).toBe("open");
  });
});

describe("checkouts", { timeout: TIMEOUT_MS }, () => {
  it("are listed newest first, page by page, from a moment on and by their status", async () => {
    const { session: paid } = await shop.paid();
    const open = await shop.open();
    const ids = async (params: Stripe.Checkout.SessionListParams) => {
      const found: string[] = [];
      for await (const { id } of stripe.checkout.sessions.list({ ...params, limit: 1 })) found.push(id);
      return found;
    };
    const all = await ids({ created: { gte: open.created - 60 } });
    expect(all.slice(0, 2)).toEqual([open.id, paid]);
    expect(await ids({ created: { gte: open.created + 60 } })).toEqual([]);
    const complete = await ids({ status: "complete" });
    expect(complete).toContain(paid);
    expect(complete).not.toContain(open.id);
    const unknown = stripe.checkout.sessions.list({ starting_after: "cs_none" });
    expect(await errorOf(Promise.resolve(unknown))).toMatchObject({ code: "resource_missing" });
  });
});

describe("refunds", { timeout: TIMEOUT_MS }, () => {
  it("refunds in parts, lists them, and never more than was captured", async () => {
    const { intent } = await shop.paid();
    const first = await stripe.refunds.create({
      payment_intent: intent,
      amount: 57_000,
      metadata: { refund: "r1" },
    });
    expect(first).toMatchObject({
      status: "succeeded",
      amount: 57_000,
      payment_intent: intent,
      metadata: { refund: "r1" },
    });
    expect(await stripe.refunds.retrieve(first.id)).toMatchObject({ id: first.id });
    const tooMuch = await errorOf(stripe.refunds.create({ payment_intent: intent, amount: 100_001 }));
    expect(tooMuch).toMatchObject({ code: "amount_too_large" });
    const rest = await Promise.allSettled(
      Array.from({ length: 20 }, () => stripe.refunds.create({ payment_intent: intent })),
    );
    expect(rest.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const listed: string[] = [];
    for await (const refund of stripe.refunds.list({ payment_intent: intent, limit: 1 }))
      listed.push(refund.id);
    expect(listed).toHaveLength(2);
    expect(listed[1]).toBe(first.id);
    expect((await gateway.totals()).byPaymentIntent?.[intent]).toMatchObject({
      captured: 157_000,
      refunded: 157_000,
    });
  });

  it("fails, refuses, loses, delays and bounces when told to", async () => {
    const { intent } = await shop.paid();
    const refund = (idempotencyKey: string) =>
      stripe.refunds.create({ payment_intent: intent, amount: 1_000 }, { idempotencyKey });
    const left = async () => (await gateway.totals()).byPaymentIntent?.[intent];

    await gateway.control("/_control", { refunds: "fail" });
    expect((await errorOf(refund("a"))).statusCode).toBe(503);
    await gateway.control("/_control", { refunds: "refuse" });
    expect(await errorOf(refund("b"))).toMatchObject({ code: "balance_insufficient" });
    expect(await left()).toMatchObject({ refunded: 0 });

    await gateway.control("/_control", { refunds: "lost" });
    expect((await errorOf(refund("c"))).type).toBe("StripeConnectionError");
    expect(await left()).toMatchObject({ refunded: 1_000 });
    await gateway.control("/_control", { refunds: "ok" });
    await refund("c");
    await refund("a");
    expect(await left()).toMatchObject({ refunded: 2_000 });

    await gateway.control("/_control", { refunds: "pending" });
    const pending = await refund("d");
    expect(pending.status).toBe("pending");
    const updated = await merchant.waitFor("refund.updated", pending.id);
    expect(updated.data.object).toMatchObject({ status: "succeeded" });

    await gateway.control("/_control", { refunds: "bounce" });
    const bounced = await refund("e");
    await merchant.waitFor("refund.failed", bounced.id);
    expect(await stripe.refunds.retrieve(bounced.id)).toMatchObject({ status: "failed" });
    expect(await left()).toMatchObject({ refunded: 3_000, pendingRefunds: 0 });

    await gateway.control("/_control", { refunds: "ok" });
  });
});

describe("cards whose refunds take their time", { timeout: TIMEOUT_MS }, () => {
  it.each([
    { card: "refund-later", first: "pending", told: "refund.updated", last: "succeeded" },
    { card: "refund-returns", first: "succeeded", told: "refund.failed", last: "failed" },
  ] as const)("$card: $first, then $last", async ({ card, first, told, last }) => {
    const { intent } = await shop.paid(card);
    const refund = await stripe.refunds.create({ payment_intent: intent });
    expect(refund.status).toBe(first);
    expect((await merchant.waitFor(told, refund.id)).data.object).toMatchObject({ status: last });
  });
});

describe("faults and control", { timeout: TIMEOUT_MS }, () => {
  it("cuts the connection while the API is down, and is itself again afterwards", async () => {
    await gateway.control("/_control", { api: "down" });
    expect((await errorOf(shop.open())).type).toBe("StripeConnectionError");
    await gateway.control("/_control", { api: "ok" });
    expect((await shop.open()).status).toBe("open");
  });

  it("makes a slow call take effect, so that asking again with the key finds it", async () => {
    await gateway.control("/_control", { api: "slow", slowMs: 60_000 });
    const impatient = stripe.checkout.sessions.create(ORDER, { idempotencyKey: "impatient", timeout: 300 });
    expect((await errorOf(impatient)).type).toBe("StripeConnectionError");
    await gateway.control("/_control", { api: "ok" });
    const found = await stripe.checkout.sessions.create(ORDER, { idempotencyKey: "impatient" });
    expect(found.lastResponse.headers["idempotent-replayed"]).toBe("true");
  });

  it("sends a webhook again until it is taken", async () => {
    merchant.answer = 500;
    const { session } = await shop.paid();
    const first = await merchant.waitFor("checkout.session.completed", session);
    const attempts = () => merchant.received.filter((event) => event.id === first.id).length;
    await until(() => (attempts() >= 2 ? true : undefined), "a second attempt");
    merchant.answer = 200;
    const isEmpty = async () => ((await gateway.totals()).pendingWebhooks === 0 ? true : undefined);
    await until(isEmpty, "every event to be delivered");
    expect(attempts()).toBeGreaterThanOrEqual(3);
  });

  it("is not for strangers", async () => {
    const forwarded = await fetch(`${gateway.url}/_control/totals`, {
      headers: { "x-forwarded-for": "203.0.113.9" },
    });
    expect(forwarded.status).toBe(404);
    const form = await fetch(`${gateway.url}/_control`, {
      method: "POST",
      body: JSON.stringify({ api: "down" }),
    });
    expect(form.status).toBe(415);
    await expect(gateway.control("/_control", { api: "maybe" })).rejects.toThrow("400");
    await expect(gateway.control("/_control", { unknown: 1 })).rejects.toThrow("400");
  });
});
