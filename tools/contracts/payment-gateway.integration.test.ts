import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { NewCheckout, PaymentGateway } from "@/server/payment/payment-gateway";
import { uuidv7 } from "@/server/shared/ids";
import { type OpenedPayments, paymentServices } from "./payment-services.fixture";
import { titleOf } from "./services";

const AMOUNT = 50_000;
const TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

const newCheckout = (part: Partial<NewCheckout> = {}): NewCheckout => ({
  ...{ paymentId: uuidv7(), reservationId: uuidv7(), customerId: uuidv7() },
  ...{ locator: "BCDFGH", attempt: 1, locale: "ko", amount: AMOUNT },
  ...{ customerEmail: "minji@example.com", description: "MSA Air BCDFGH" },
  successUrl: "http://localhost:3000/ko/book/result?session={CHECKOUT_SESSION_ID}",
  cancelUrl: "http://localhost:3000/ko/book/review",
  expiresAt: new Date(Date.now() + 45 * 60_000),
  traceparent: TRACE,
  ...part,
});

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => "OK",
    (error: { name: string; code?: string }) => (error.name === "AppError" ? error.code : error.name),
  );

/** The adapter, as a process with these variables has it. */
async function adapterWith(env: Record<string, string>): Promise<PaymentGateway> {
  Object.assign(process.env, env);
  vi.resetModules();
  return (await import("@/server/payment/stripe-gateway")).stripeGateway;
}

describe.each(paymentServices)("the payment gateway and $name", (service) => {
  describe.skipIf(service.why)(titleOf(service), { timeout: 120_000 }, () => {
    let payments: OpenedPayments;
    let gateway: PaymentGateway;
    beforeAll(async () => {
      payments = await service.open();
      gateway = await adapterWith(payments.env);
    }, 60_000);
    afterAll(() => payments?.close());

    test("a checkout that was opened is open, and says what it is for", async () => {
      const checkout = newCheckout();
      const { sessionId, url } = await gateway.createCheckout(checkout);
      expect(url).toMatch(/^https?:\/\//);
      expect(await gateway.retrieveCheckout(sessionId)).toEqual({
        ...{ sessionId, paymentId: checkout.paymentId, state: "OPEN", amount: AMOUNT, traceparent: TRACE },
        ...{ paymentIntentId: null, failure: null },
      });
    });

    test("the same checkout has one page, and another one in another language", async () => {
      const checkout = newCheckout();
      const first = await gateway.createCheckout(checkout);
      expect(await gateway.createCheckout(checkout)).toEqual(first);
      expect((await gateway.createCheckout({ ...checkout, locale: "en" })).sessionId).not.toBe(
        first.sessionId,
      );
    });

    test("a checkout that is closed stays closed, asked again, and its notice says so", async () => {
      const { sessionId } = await gateway.createCheckout(newCheckout());
      await gateway.closeCheckout(sessionId);
      await gateway.closeCheckout(sessionId);
      expect(await gateway.retrieveCheckout(sessionId)).toMatchObject({ state: "CLOSED", failure: null });
      const body = await payments.notice("checkout.session.expired", sessionId);
      expect(gateway.readNotice(body)).toMatchObject({
        ...{ kind: "CHECKOUT", type: "checkout.session.expired" },
        checkout: { sessionId, state: "CLOSED", amount: AMOUNT },
      });
    });

    test("a payment comes back once, however often it is asked for, and is listed with our id", async () => {
      const paymentIntentId = await payments.capture(AMOUNT);
      const since = new Date(Date.now() - 3_600_000);
      const order = { refundId: uuidv7(), refusals: 0, paymentIntentId, amount: 20_000 };
      const refund = await gateway.refund(order);
      expect(["SUCCEEDED", "PENDING"]).toContain(refund.state);
      expect(await gateway.refund(order)).toMatchObject({ providerRefundId: refund.providerRefundId });
      expect(await gateway.retrieveRefund(refund.providerRefundId)).toMatchObject({
        providerRefundId: refund.providerRefundId,
      });
      expect(await gateway.findRefund(order)).toMatchObject({ providerRefundId: refund.providerRefundId });
      expect(await gateway.findRefund({ ...order, refundId: uuidv7() })).toBeNull();
      const listed = { refundId: order.refundId, paymentIntentId, amount: 20_000 };
      expect(await gateway.listRefunds({ paymentIntentId })).toMatchObject([listed]);
      expect(await gateway.listRefunds({ since })).toContainEqual(expect.objectContaining(listed));
    });

    test("more than was captured is refused for good, and nothing comes back", async () => {
      const paymentIntentId = await payments.capture(AMOUNT);
      const order = { refundId: uuidv7(), refusals: 0, paymentIntentId, amount: AMOUNT + 1 };
      expect(await outcome(gateway.refund(order))).toBe("RefundRefused");
      expect(await gateway.listRefunds({ paymentIntentId })).toEqual([]);
      expect(await outcome(gateway.refund({ ...order, refusals: 1, amount: AMOUNT }))).toBe("OK");
    });

    test("what the provider does not know is a fault, and no outage", async () => {
      expect(await outcome(gateway.retrieveCheckout("cs_test_a1b2c3nobody"))).toBe("ProviderFault");
      expect(await outcome(gateway.retrieveRefund("re_nobody"))).toBe("ProviderFault");
    });

    test("checkouts that nobody paid are not among the paid ones", async () => {
      const { sessionId } = await gateway.createCheckout(newCheckout());
      const paid = await gateway.listPaidCheckouts(new Date(Date.now() - 60_000));
      expect(paid.map((each) => each.sessionId)).not.toContain(sessionId);
    });

    test("a key that the provider does not know is an outage for customers", async () => {
      const stranger = await adapterWith({
        ...payments.env,
        STRIPE_SECRET_KEY: "sk_test_nobody_knows_this_key",
      });
      expect(await outcome(stranger.retrieveCheckout("cs_test_a1b2c3nobody"))).toBe("PAYMENT_UNAVAILABLE");
    });

    test("a checkout is declined and then paid on its page", async ({ skip }) => {
      if (!payments.pay) return skip("a person in a browser pays on Stripe's page");
      const checkout = newCheckout();
      const { sessionId } = await gateway.createCheckout(checkout);
      await payments.pay(sessionId, "declined");
      const declined = await gateway.retrieveCheckout(sessionId);
      expect(declined).toMatchObject({ state: "OPEN", failure: { reason: "generic_decline" } });
      await payments.pay(sessionId, "success");
      expect(await gateway.retrieveCheckout(sessionId)).toMatchObject({ state: "CAPTURED", failure: null });
      const body = await payments.notice("checkout.session.completed", sessionId);
      expect(gateway.readNotice(body)).toMatchObject({ kind: "CHECKOUT", checkout: { state: "CAPTURED" } });
      const { paymentId, reservationId, customerId, locator, attempt, locale } = checkout;
      const listed = await gateway.listPaidCheckouts(new Date(Date.now() - 60_000));
      expect(listed.find((each) => each.sessionId === sessionId)).toMatchObject({
        order: { paymentId, reservationId, customerId, locator, attempt, locale },
        amount: AMOUNT,
      });
    });
  });
});
