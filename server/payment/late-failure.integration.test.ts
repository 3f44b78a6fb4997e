import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { SECRET_KEY } from "@/local/payment-gateway/testing/gateway-process";
import { codeOf } from "@/server/shared/testing/outcome";
import { receiveNotice, settleCheckout } from ".";
import {
  checkout,
  eventsOf,
  notice,
  type Provider,
  pay,
  paymentRow,
  sign,
  startProvider,
  system,
} from "./testing/fixtures";

let gateway: Provider;

beforeAll(async () => {
  // The tests deliver notices themselves, in the order that they need.
  gateway = await startProvider();
});
afterAll(async () => {
  await gateway.close();
  await closeDatabase();
});

describe("a slow card that fails", () => {
  test.each([
    { when: "in time", minutes: 1, late: false },
    { when: "after the deadline", minutes: -1, late: true },
  ])("$when: late $late", async ({ minutes, late }) => {
    const c = await checkout();
    await database().execute(sql`update payment.payments
      set due_at = clock_timestamp() + make_interval(mins => ${minutes}) where id = ${c.paymentId}`);
    await pay(gateway, c.sessionId, "declined");
    await settleCheckout(system, c.sessionId);
    const { rows } = await database().execute<{ data: { late?: boolean } }>(
      sql`select data from shared.outbox where correlation_id = ${c.input.reservationId}`,
    );
    expect(rows.map(({ data }) => data.late)).toEqual([late]);
  });

  type Session = { id: string; payment_intent: { status: string } };
  const session = async (id: string): Promise<Session> => {
    const query = new URLSearchParams({ "expand[]": "payment_intent" });
    const headers = { authorization: `Bearer ${SECRET_KEY}` };
    const answer = await fetch(`${gateway.url}/v1/checkout/sessions/${id}?${query}`, { headers });
    return (await answer.json()) as Session;
  };
  const deliver = (type: string, object: object) => {
    const body = notice(type, object);
    return receiveNotice(system, body, sign(body));
  };

  async function failed() {
    const c = await checkout();
    await pay(gateway, c.sessionId, "slow-fail");
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
  ] as const)("is recorded once, and closes its page: %s", async (_, first, second, third) => {
    const c = await failed();
    for (const source of [first, second, third, third, second, first]) await c[source]();
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
    expect(await paymentRow(c.paymentId)).toMatchObject({
      status: "CLOSED",
      lastFailure: "generic_decline",
    });
  });

  test("is recorded once when all report it at once", async () => {
    const c = await failed();
    await Promise.all([c.byPage(), c.byIntent(), c.bySession(), c.byPage(), c.byIntent(), c.bySession()]);
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
  });

  test("is asked about again when the provider cannot name the try", async () => {
    const c = await failed();
    await gateway.control("/_control", { api: "down" });
    expect(await codeOf(c.bySession())).toBe("PAYMENT_UNAVAILABLE");
    expect(await paymentRow(c.paymentId)).toMatchObject({ status: "PENDING", lastFailure: null });
    await gateway.control("/_control", { api: "ok" });
    await expect.poll(() => codeOf(c.bySession()), { timeout: 20_000, interval: 500 }).toBe("OK");
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
  });
});
