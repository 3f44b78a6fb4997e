import { eq, sql } from "drizzle-orm";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { outbox } from "@/db/schema/shared";
import {
  type GatewayProcess,
  SECRET_KEY,
  startGateway,
  temporaryFolder,
  WEBHOOK_SECRET,
} from "@/local/payment-gateway/testing/gateway-process";
import { systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import {
  closeCheckout,
  receiveNotice,
  reconcilePayments,
  refundPayment,
  retryPendingRefunds,
  settleCheckout,
  startCheckout,
} from ".";

const system = systemContext("test");
let gateway: GatewayProcess;
let cleanUp: () => Promise<void>;

beforeAll(async () => {
  const { folder, remove } = await temporaryFolder();
  // Nothing listens for webhooks here: what is tested is what happens without them, and by hand.
  gateway = await startGateway(folder, {
    MSA_GATEWAY_WEBHOOK_URL: "http://127.0.0.1:9/",
    MSA_GATEWAY_SLOW_MS: "300",
  });
  Object.assign(process.env, {
    STRIPE_API_URL: gateway.url,
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  cleanUp = remove;
});
afterAll(async () => {
  await gateway.stop();
  await closeDatabase();
  await cleanUp();
});

const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => "OK",
    (e: unknown) => (e instanceof AppError ? e.code : "THREW"),
  );

function order() {
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
    dueAt: new Date(Date.now() + 1_200_000).toISOString(),
  };
  return { ctx, input };
}

async function checkout() {
  const { ctx, input } = order();
  const { url } = await startCheckout(ctx, input);
  const [payment] = await database()
    .select()
    .from(payments)
    .where(eq(payments.reservationId, input.reservationId));
  return { ctx, input, url, paymentId: payment!.id, sessionId: payment!.checkoutSessionId! };
}

const pay = (session: string, card?: string) =>
  gateway.control("/_control/complete", { session, ...(card && { card }) });

async function paid() {
  const c = await checkout();
  await pay(c.sessionId);
  await settleCheckout(system, c.sessionId);
  return c;
}

const eventsOf = async (reservationId: string) =>
  (
    await database()
      .select({ name: outbox.name })
      .from(outbox)
      .where(eq(outbox.correlationId, reservationId))
      .orderBy(outbox.seq)
  ).map((e) => e.name);

const paymentRow = async (id: string) =>
  (await database().select().from(payments).where(eq(payments.id, id)))[0]!;

describe("a checkout", () => {
  test("pressed many times is one page", async () => {
    const { ctx, input } = order();
    const answers = await Promise.all(Array.from({ length: 10 }, () => startCheckout(ctx, input)));
    expect(new Set(answers.map((a) => a.url)).size).toBe(1);
    expect(
      await database().select().from(payments).where(eq(payments.reservationId, input.reservationId)),
    ).toHaveLength(1);
  });

  test("is opened for one's own reservation only", async () => {
    const { input } = order();
    expect(await codeOf(startCheckout(order().ctx, input))).toBe("NOT_FOUND");
  });

  test("is captured once, however often it is asked about", async () => {
    const c = await checkout();
    await pay(c.sessionId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => settleCheckout(system, c.sessionId)));
    expect(new Set(answers.map((a) => a?.status))).toEqual(new Set(["CAPTURED"]));
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.captured"]);
  });

  test("a card that answers late is processing, then captured; one that fails late closes the page", async () => {
    const slow = await checkout();
    await pay(slow.sessionId, "slow");
    expect(await settleCheckout(system, slow.sessionId)).toMatchObject({
      status: "PENDING",
      processing: true,
    });
    await expect
      .poll(async () => (await settleCheckout(system, slow.sessionId))?.status, { timeout: 10_000 })
      .toBe("CAPTURED");

    const failing = await checkout();
    await pay(failing.sessionId, "slow-fail");
    await expect
      .poll(async () => (await settleCheckout(system, failing.sessionId))?.status, { timeout: 10_000 })
      .toBe("CLOSED");
    // The same hold can be paid again, on a new page.
    const again = await startCheckout(failing.ctx, failing.input);
    expect(again.url).not.toBe(failing.url);
  });

  test("a card that is being charged while its page is still open is processing, not open", async () => {
    const c = await checkout();
    await pay(c.sessionId, "late");
    expect(await settleCheckout(system, c.sessionId)).toMatchObject({ status: "PENDING", processing: true });
    expect((await closeCheckout(system, { reservationId: c.input.reservationId }))?.status).toBe("CAPTURED");
  });

  test("a declined try that its notice never told of is told by the answer, once", async () => {
    const c = await checkout();
    await pay(c.sessionId, "insufficient");
    await Promise.all(Array.from({ length: 10 }, () => settleCheckout(system, c.sessionId)));
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
    await pay(c.sessionId, "declined");
    await settleCheckout(system, c.sessionId);
    expect(await paymentRow(c.paymentId)).toMatchObject({
      status: "PENDING",
      lastFailure: "generic_decline",
    });
    await pay(c.sessionId);
    await settleCheckout(system, c.sessionId);
    expect(await eventsOf(c.input.reservationId)).toEqual([
      "payment/payment.failed",
      "payment/payment.failed",
      "payment/payment.captured",
    ]);
  });

  test("fault 3: the reply is lost after the capture: the sweep finds out", async () => {
    const c = await checkout();
    await pay(c.sessionId, "reply-lost");
    await database()
      .update(payments)
      .set({ createdAt: sql`now() - interval '1 hour'` })
      .where(eq(payments.id, c.paymentId));
    const found = await reconcilePayments(system);
    expect(found.map((p) => p.paymentId)).toContain(c.paymentId);
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.captured"]);
  });

  test("closing it cuts off nobody who has paid", async () => {
    const open = await checkout();
    expect((await closeCheckout(system, { reservationId: open.input.reservationId }))?.status).toBe("CLOSED");
    const quick = await checkout();
    await pay(quick.sessionId);
    expect((await closeCheckout(system, { reservationId: quick.input.reservationId }))?.status).toBe(
      "CAPTURED",
    );
  });

  test("a provider that does not answer is told as such", async () => {
    await gateway.control("/_control", { api: "down" });
    const { ctx, input } = order();
    expect(await codeOf(startCheckout(ctx, input))).toBe("PAYMENT_UNAVAILABLE");
    await gateway.control("/_control", { api: "ok" });
    await expect.poll(() => codeOf(startCheckout(ctx, input)), { timeout: 20_000, interval: 500 }).toBe("OK");
  });
});

describe("a webhook", () => {
  const notice = (c: { sessionId: string; paymentId: string }, id = `evt_${uuidv7()}`) =>
    JSON.stringify({
      id,
      object: "event",
      type: "checkout.session.completed",
      data: {
        object: {
          id: c.sessionId,
          status: "complete",
          payment_status: "paid",
          payment_intent: `pi_${c.paymentId}`,
          amount_total: 71_700,
          metadata: { paymentId: c.paymentId },
        },
      },
    });
  const sign = (payload: string, secret = WEBHOOK_SECRET) =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret });

  test("with a foreign signature changes nothing", async () => {
    const c = await checkout();
    const body = notice(c);
    expect(await codeOf(receiveNotice(system, body, sign(body, "whsec_other")))).toBe("FORBIDDEN");
    expect((await paymentRow(c.paymentId)).status).toBe("PENDING");
  });

  test("50 times in parallel has one effect", async () => {
    const c = await checkout();
    const body = notice(c);
    await Promise.all(Array.from({ length: 50 }, () => receiveNotice(system, body, sign(body))));
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.captured"]);
  });

  test("about a declined card is told once and leaves the page open", async () => {
    const c = await checkout();
    const body = JSON.stringify({
      id: `evt_${uuidv7()}`,
      object: "event",
      type: "payment_intent.payment_failed",
      data: {
        object: {
          id: "pi_x",
          metadata: { paymentId: c.paymentId },
          last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" },
        },
      },
    });
    await receiveNotice(system, body, sign(body));
    const again = receiveNotice(system, body, sign(body));
    expect(await codeOf(again)).toBe("OK");
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
    expect(await paymentRow(c.paymentId)).toMatchObject({
      status: "PENDING",
      lastFailure: "insufficient_funds",
    });
  });
});

describe("a slow card that fails", () => {
  type Session = { id: string; payment_intent: { status: string } };
  const session = async (id: string): Promise<Session> => {
    const query = new URLSearchParams({ "expand[]": "payment_intent" });
    const headers = { authorization: `Bearer ${SECRET_KEY}` };
    const answer = await fetch(`${gateway.url}/v1/checkout/sessions/${id}?${query}`, { headers });
    return (await answer.json()) as Session;
  };
  const deliver = (type: string, object: object) => {
    const body = JSON.stringify({ id: `evt_${uuidv7()}`, object: "event", type, data: { object } });
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: WEBHOOK_SECRET });
    return receiveNotice(system, body, signature);
  };

  async function failed() {
    const c = await checkout();
    await pay(c.sessionId, "slow-fail");
    const answered = async () => (await session(c.sessionId)).payment_intent.status;
    await expect.poll(answered, { timeout: 10_000 }).toBe("requires_payment_method");
    const { payment_intent: intent } = await session(c.sessionId);
    return {
      ...c,
      byIntent: () => deliver("payment_intent.payment_failed", intent),
      bySession: () =>
        deliver("checkout.session.async_payment_failed", { id: c.sessionId, payment_intent: "pi_x" }),
      byPage: () => settleCheckout(system, c.sessionId),
    };
  }

  test.each([
    ["its notice first, then the page", "byIntent", "byPage", "bySession"],
    ["the page first, then its notice", "byPage", "byIntent", "bySession"],
    ["the session's notice first", "bySession", "byIntent", "byPage"],
    ["its notice, then the session's", "byIntent", "bySession", "byPage"],
  ] as const)("is told once, and closes its page: %s", async (_, first, second, third) => {
    const c = await failed();
    for (const source of [first, second, third, third, second, first]) await c[source]();
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
    expect(await paymentRow(c.paymentId)).toMatchObject({
      status: "CLOSED",
      lastFailure: "generic_decline",
    });
  });

  test("is told once when all come at the same moment", async () => {
    const c = await failed();
    await Promise.all([c.byPage(), c.byIntent(), c.bySession(), c.byPage(), c.byIntent(), c.bySession()]);
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
  });

  test("is asked about again when the provider cannot say which try it was", async () => {
    const c = await failed();
    await gateway.control("/_control", { api: "down" });
    expect(await codeOf(c.bySession())).toBe("PAYMENT_UNAVAILABLE");
    expect(await paymentRow(c.paymentId)).toMatchObject({ status: "PENDING", lastFailure: null });
    await gateway.control("/_control", { api: "ok" });
    await expect.poll(() => codeOf(c.bySession()), { timeout: 20_000, interval: 500 }).toBe("OK");
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
  });
});

describe("a refund", () => {
  const refundRow = async (paymentId: string) =>
    (await database().select().from(refunds).where(eq(refunds.paymentId, paymentId)))[0]!;

  test("is made once, by ten at the same time", async () => {
    const c = await paid();
    const before = (await gateway.totals()).refunded;
    const ask = () => refundPayment(system, { paymentId: c.paymentId, amount: 50_000, reason: "CANCELLED" });
    await Promise.all(Array.from({ length: 10 }, ask));
    expect((await gateway.totals()).refunded - before).toBe(50_000);
    expect(
      (await eventsOf(c.input.reservationId)).filter((n) => n === "payment/refund.completed"),
    ).toHaveLength(1);
  });

  test("never gives back more than was captured", async () => {
    const c = await paid();
    await refundPayment(system, { paymentId: c.paymentId, amount: 50_000, reason: "CANCELLED" });
    expect(
      await codeOf(refundPayment(system, { paymentId: c.paymentId, amount: 50_000, reason: "REFUSED" })),
    ).toBe("CONFLICT");
    expect(await codeOf(refundPayment(system, { paymentId: uuidv7(), amount: 1, reason: "REFUSED" }))).toBe(
      "NOT_FOUND",
    );
  });

  test.each(["fail", "refuse", "lost"] as const)(
    "that the provider answers with '%s' stays pending, is told once, and is repeated",
    async (fault) => {
      const c = await paid();
      const before = (await gateway.totals()).refunded;
      const ask = () =>
        refundPayment(system, { paymentId: c.paymentId, amount: 50_000, reason: "CANCELLED" });
      await gateway.control("/_control", { refunds: fault });
      expect(await codeOf(ask())).not.toBe("OK");
      expect(await codeOf(ask())).not.toBe("OK");
      expect((await refundRow(c.paymentId)).status).toBe("PENDING");
      await gateway.control("/_control", { refunds: "ok" });
      await database()
        .update(refunds)
        .set({ createdAt: sql`now() - interval '1 hour'` })
        .where(eq(refunds.paymentId, c.paymentId));
      await expect
        .poll(
          async () => {
            await retryPendingRefunds(system);
            return (await refundRow(c.paymentId)).status;
          },
          { timeout: 30_000, interval: 1_000 },
        )
        .toBe("COMPLETED");
      expect((await gateway.totals()).refunded - before).toBe(50_000);
      const names = await eventsOf(c.input.reservationId);
      expect(names).toEqual([
        "payment/payment.captured",
        "payment/refund.failed",
        "payment/refund.completed",
      ]);
    },
  );
});
