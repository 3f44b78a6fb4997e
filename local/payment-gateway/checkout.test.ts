import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GatewayProcess } from "./testing/gateway-process";
import type { Merchant } from "./testing/merchant";
import { errorOf, openShop, type Shop } from "./testing/shop";

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

describe("checkout", { timeout: TIMEOUT_MS }, () => {
  it("takes a payment from the session to the signed webhooks", async () => {
    const session = await shop.open();
    expect(session).toMatchObject({
      object: "checkout.session",
      status: "open",
      payment_status: "unpaid",
      amount_total: 157_000,
      currency: "krw",
      payment_intent: null,
      client_reference_id: "reservation-1",
      metadata: { reservation: "reservation-1" },
    });
    expect(session.url).toBe(`${gateway.url.replace("127.0.0.1", "localhost")}/c/pay/${session.id}`);
    const answer = await gateway.submit(session.id, "success");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`http://localhost:3000/ko/paid?session=${session.id}`);

    const complete = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
    expect(complete).toMatchObject({ status: "complete", payment_status: "paid", url: null });
    const intent = complete.payment_intent as Stripe.PaymentIntent;
    expect(intent).toMatchObject({
      status: "succeeded",
      amount_received: 157_000,
      metadata: { payment: "payment-1" },
    });
    const event = await merchant.waitFor("checkout.session.completed", session.id);
    expect(event.data.object).toMatchObject({ payment_status: "paid", payment_intent: intent.id });
  });

  it("declines, tells so, and takes another card for the same session", async () => {
    const { id } = await shop.open();
    const declined = await gateway.submit(id, "declined");
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain("카드사에서 결제를 거절했습니다");
    const { payment_intent } = await stripe.checkout.sessions.retrieve(id);
    const event = await merchant.waitFor("payment_intent.payment_failed", String(payment_intent));
    expect(event.data.object).toMatchObject({ last_payment_error: { decline_code: "generic_decline" } });
    expect((await gateway.submit(id, "success")).status).toBe(303);
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: "paid",
      payment_intent,
    });
  });

  it("charges once when twenty submissions come at once", async () => {
    const { id } = await shop.open();
    const before = await gateway.totals();
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.submit(id, "success")));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
    const after = await gateway.totals();
    expect(after.captured - before.captured).toBe(157_000);
    expect(after.payments - before.payments).toBe(1);
  });

  it("answers a slow card after the session is complete", async () => {
    const { id } = await shop.open();
    expect((await gateway.submit(id, "slow")).status).toBe(303);
    const completed = await merchant.waitFor("checkout.session.completed", id);
    expect(completed.data.object).toMatchObject({ payment_status: "unpaid" });
    const succeeded = await merchant.waitFor("checkout.session.async_payment_succeeded", id);
    expect(succeeded.data.object).toMatchObject({ payment_status: "paid" });

    const failing = await shop.open();
    await gateway.submit(failing.id, "slow-fail");
    await merchant.waitFor("checkout.session.async_payment_failed", failing.id);
    expect(await stripe.checkout.sessions.retrieve(failing.id)).toMatchObject({ payment_status: "unpaid" });
  });

  it("keeps a success to itself when the reply is lost, until asked", async () => {
    const { id } = await shop.open();
    const submitted = Date.now();
    await expect(gateway.submit(id, "reply-lost")).rejects.toThrow();
    await expect(gateway.submit(id, "reply-lost")).rejects.toThrow();
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: "complete",
      payment_status: "paid",
    });
    await merchant.waitFor("checkout.session.completed", id);
    expect(Date.now() - submitted).toBeGreaterThanOrEqual(1_400);
  });

  it("captures a late card when the session is to expire, and cannot expire it any more", async () => {
    const { id } = await shop.open();
    expect((await gateway.submit(id, "late")).headers.get("location")).toBe(`/c/pay/${id}`);
    const waiting = await stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
    expect(waiting).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      payment_intent: { status: "processing" },
    });
    const error = await errorOf(stripe.checkout.sessions.expire(id));
    expect(error).toMatchObject({ type: "StripeInvalidRequestError", statusCode: 400 });
    expect(error.message).toContain('Only Checkout Sessions with a status in ["open"] can be expired');
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: "complete",
      payment_status: "paid",
    });
    await merchant.waitFor("checkout.session.completed", id);
  });

  it("expires a session by call and by itself; neither can be paid afterwards", async () => {
    const { id } = await shop.open();
    expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: "expired", url: null });
    await merchant.waitFor("checkout.session.expired", id);
    expect((await gateway.submit(id, "success")).status).toBe(410);

    const short = await shop.open({ expires_at: Math.floor(Date.now() / 1000) + 2 });
    await merchant.waitFor("checkout.session.expired", short.id);
    expect((await gateway.submit(short.id, "success")).status).toBe(410);
    expect(await stripe.checkout.sessions.retrieve(short.id)).toMatchObject({
      status: "expired",
      payment_intent: null,
    });
  });
});

describe("hosted page", { timeout: TIMEOUT_MS }, () => {
  const page = async (id: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${gateway.url}/c/pay/${id}`, { headers });
    return { response, text: await response.text() };
  };

  it("shows the order in the session's language and lists the test cards", async () => {
    const korean = await page((await shop.open()).id);
    expect(korean.text).toContain("157,000원 결제하기");
    expect(korean.text).toContain("4242 4242 4242 4242");
    expect(korean.text).toContain('<html lang="ko">');
    expect(korean.text).toContain('href="http://localhost:3000/ko/cancelled"');
    const english = await page((await shop.open({ locale: "auto" })).id, { "accept-language": "en-GB" });
    expect(english.text).toContain("Pay ₩157,000");
  });

  it("escapes what the merchant sends and lets the page run nothing", async () => {
    const name = "<script>alert(1)</script>";
    const item = { price_data: { currency: "krw", unit_amount: 1_000, product_data: { name } }, quantity: 1 };
    const { response, text } = await page((await shop.open({ line_items: [item] })).id);
    expect(text).not.toContain(name);
    expect(text).toContain("&lt;script&gt;");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("content-security-policy")).toContain(
      "form-action 'self' http://localhost:3000",
    );
  });

  it("ties each error to its field", async () => {
    const { id } = await shop.open();
    const response = await fetch(`${gateway.url}/c/pay/${id}`, {
      method: "POST",
      body: new URLSearchParams(),
    });
    expect(response.status).toBe(422);
    const text = await response.text();
    for (const field of ["number", "expiry", "cvc", "name"]) {
      expect(text).toMatch(new RegExp(`aria-describedby="[^"]*${field}-error"`));
      expect(text).toContain(`id="${field}-error"`);
    }
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ payment_intent: null });
  });

  it("says that a paid session is paid, and that an unknown one is unknown", async () => {
    const { session } = await shop.paid();
    expect((await page(session)).text).toContain("결제가 완료되었습니다");
    expect((await page("cs_test_none")).response.status).toBe(404);
  });
});
