import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { refunds } from "@/db/schema/payment";
import { readBody } from "@/local/shared/http";
import { checkLaws } from "@/server/assurance/check-laws";
import { uuidv7 } from "@/server/shared/ids";
import type { SweptItem } from "@/server/shared/sweep-item";
import { codeOf } from "@/server/shared/testing/outcome";
import { receiveNotice, refundPayment, retryPendingRefunds } from ".";
import { eventsOf, type Provider, paid, refundRow, startProvider, system } from "./testing/fixtures";

const AMOUNT = 50_000;
const CAPTURED = "payment/payment.captured";
const FAILED = "payment/refund.failed";
const COMPLETED = "payment/refund.completed";

let gateway: Provider;
let site: Server;
/** The notices that the provider has sent, and whether the site receives them. */
let notices: { body: string; signature: string }[] = [];
let isListening = true;

beforeAll(async () => {
  site = createServer(async (request, response) => {
    const notice = { body: await readBody(request), signature: String(request.headers["stripe-signature"]) };
    notices.push(notice);
    if (isListening) await receiveNotice(system, notice.body, notice.signature);
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => site.once("listening", resolve));
  gateway = await startProvider(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
});
afterEach(async () => {
  await gateway.control("/_control", { refunds: "ok" });
  isListening = true;
  notices = [];
});
afterAll(async () => {
  await gateway.close();
  site.close();
  await closeDatabase();
});

type Paid = Awaited<ReturnType<typeof paid>>;

const ask = (c: Paid, amount = AMOUNT) =>
  refundPayment(system, { paymentId: c.paymentId, amount, reason: "CANCELLED" });

/** Makes the refund due for the sweep. */
async function sweep(c: Paid) {
  await database()
    .update(refunds)
    .set({ createdAt: sql`now() - interval '1 hour'`, nextCheckAt: null })
    .where(eq(refunds.paymentId, c.paymentId));
  const reported: SweptItem[] = [];
  await retryPendingRefunds({ ...system, report: async (item) => void reported.push(item) });
  return reported;
}

const eventually = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 30_000, interval: 200 });
const statusOf = async (c: Paid) => (await refundRow(c.paymentId)).status;

/** The refunds of this payment at the provider. */
const given = async (c: Paid) => {
  const all = Object.values((await gateway.totals()).byPaymentIntent ?? {});
  return all.find((p) => p.session === c.sessionId)!;
};

/** Law L2: our refunds agree with the provider's, except for what is pending. */
async function moneyIsTrue() {
  const { captured, refunded } = await gateway.totals();
  const money = (await checkLaws({ captured, refunded })).find((l) => l.law === "L2");
  expect(money?.violations.filter((v) => v.rule === "the provider has the same sums")).toEqual([]);
}

describe("a refund", () => {
  test("is made once by ten calls at once", async () => {
    const c = await paid(gateway);
    await Promise.all(Array.from({ length: 10 }, () => ask(c)));
    expect(await given(c)).toMatchObject({ refunded: AMOUNT });
    expect((await eventsOf(c.input.reservationId)).filter((n) => n === COMPLETED)).toHaveLength(1);
  });

  test("never gives back more than was captured", async () => {
    const c = await paid(gateway);
    await ask(c);
    expect(
      await codeOf(refundPayment(system, { paymentId: c.paymentId, amount: AMOUNT, reason: "REFUSED" })),
    ).toBe("CONFLICT");
    expect(await codeOf(refundPayment(system, { paymentId: uuidv7(), amount: 1, reason: "REFUSED" }))).toBe(
      "NOT_FOUND",
    );
  });

  test.each(["fail", "refuse", "lost"] as const)(
    "that the provider answers with '%s' stays pending, is recorded as failed once, and is tried again",
    async (fault) => {
      const c = await paid(gateway);
      await gateway.control("/_control", { refunds: fault });
      expect(await codeOf(ask(c))).not.toBe("OK");
      expect(await codeOf(ask(c))).not.toBe("OK");
      expect(await statusOf(c)).toBe("PENDING");
      await gateway.control("/_control", { refunds: "ok" });
      const reported: SweptItem[] = [];
      await eventually(async () => {
        reported.push(...(await sweep(c)));
        return statusOf(c);
      }).toBe("COMPLETED");
      expect(reported.filter((i) => i.reservationId === c.input.reservationId).at(-1)).toMatchObject({
        step: "refund-payment",
        error: null,
      });
      expect(await given(c)).toMatchObject({ refunded: AMOUNT });
      expect(await eventsOf(c.input.reservationId)).toEqual([CAPTURED, FAILED, COMPLETED]);
    },
  );

  test("and another one of the same payment are made once each, whatever the provider does to 20 tries at once", async () => {
    const c = await paid(gateway);
    const orders = [
      { paymentId: c.paymentId, amount: 20_000, reason: "CANCELLED" },
      { paymentId: c.paymentId, amount: 15_000, reason: "REFUSED" },
    ] as const;
    const tries = () =>
      Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          codeOf(refundPayment(system, orders[n % 2] as (typeof orders)[number])),
        ),
      );
    const ofPayment = eq(refunds.paymentId, c.paymentId);
    const refusals = async () =>
      (await database().select().from(refunds).where(ofPayment)).map((refund) => refund.refusals);
    // Refused, then accepted and sent back by the bank, then accepted without an answer.
    for (const fault of ["refuse", "bounce", "lost"] as const) {
      await gateway.control("/_control", { refunds: fault });
      const before = await refusals();
      expect(await tries()).toHaveLength(20);
      const { refunded, pendingRefunds } = await given(c);
      expect(refunded + pendingRefunds).toBeLessThanOrEqual(35_000);
      if (fault === "bounce")
        await eventually(async () => (await refusals()).every((n, i) => n > (before[i] ?? 0))).toBe(true);
    }
    await gateway.control("/_control", { refunds: "ok" });
    await eventually(async () => {
      await database()
        .update(refunds)
        .set({ nextCheckAt: sql`now() - interval '1 second'` })
        .where(ofPayment);
      await Promise.all(Array.from({ length: 20 }, () => retryPendingRefunds(system)));
      return (await database().select().from(refunds).where(ofPayment)).map((refund) => refund.status);
    }).toEqual(["COMPLETED", "COMPLETED"]);
    expect(await given(c)).toMatchObject({ captured: 71_700, refunded: 35_000, pendingRefunds: 0 });
    const events = await eventsOf(c.input.reservationId);
    expect(events.filter((name) => name === COMPLETED)).toHaveLength(2);
    expect(events.filter((name) => name === FAILED)).toHaveLength(2);
  });

  test("whose answer was lost and whose key has expired is found, not made again", async () => {
    const c = await paid(gateway);
    await gateway.control("/_control", { refunds: "lost" });
    expect(await codeOf(ask(c, 20_000))).not.toBe("OK");
    await gateway.control("/_control", { refunds: "ok" });
    // A new key has the effect of an expired key.
    const age = { createdAt: sql`now() - interval '2 days'`, nextCheckAt: null, refusals: 7 };
    await database().update(refunds).set(age).where(eq(refunds.paymentId, c.paymentId));
    await eventually(async () => {
      await retryPendingRefunds(system);
      return statusOf(c);
    }).toBe("COMPLETED");
    expect(await given(c)).toMatchObject({ refunded: 20_000, pendingRefunds: 0 });
  });
});

describe("a refund that the bank answers late", () => {
  test("is completed by the provider's notice, and recorded once", async () => {
    const c = await paid(gateway, "refund-later");
    await ask(c);
    expect(await statusOf(c)).toBe("PENDING");
    expect(await eventsOf(c.input.reservationId)).toEqual([CAPTURED]);
    await moneyIsTrue();
    await eventually(() => statusOf(c)).toBe("COMPLETED");
    await Promise.all(
      notices.flatMap((n) => Array.from({ length: 5 }, () => receiveNotice(system, n.body, n.signature))),
    );
    await ask(c);
    expect(await eventsOf(c.input.reservationId)).toEqual([CAPTURED, COMPLETED]);
    expect(await given(c)).toMatchObject({ refunded: AMOUNT, pendingRefunds: 0 });
    await moneyIsTrue();
  });

  test("is completed by the sweep when no notice comes", async () => {
    isListening = false;
    const c = await paid(gateway, "refund-later");
    await Promise.all(Array.from({ length: 10 }, () => ask(c)));
    await sweep(c);
    expect((await refundRow(c.paymentId)).providerRefundId).not.toBeNull();
    await eventually(async () => {
      await sweep(c);
      return statusOf(c);
    }).toBe("COMPLETED");
    expect(await given(c)).toMatchObject({ refunded: AMOUNT, pendingRefunds: 0 });
    expect(await eventsOf(c.input.reservationId)).toEqual([CAPTURED, COMPLETED]);
  });

  test.each([
    { by: "notice", hears: true },
    { by: "sweep", hears: false },
  ])("and refuses, as the $by says, is tried again", async ({ hears }) => {
    isListening = hears;
    const c = await paid(gateway);
    await gateway.control("/_control", { refunds: "bounce" });
    await ask(c);
    const first = await refundRow(c.paymentId);
    expect(first).toMatchObject({ status: "PENDING", refusals: 0 });
    await gateway.control("/_control", { refunds: "ok" });
    await eventually(async () => {
      if (!hears) await sweep(c);
      return (await refundRow(c.paymentId)).refusals;
    }).toBe(1);
    expect(await refundRow(c.paymentId)).toMatchObject({ status: "PENDING", providerRefundId: null });
    await moneyIsTrue();
    await sweep(c);
    const second = await refundRow(c.paymentId);
    expect(second.status).toBe("COMPLETED");
    expect(second.providerRefundId).not.toBe(first.providerRefundId);
    expect(await given(c)).toMatchObject({ refunded: AMOUNT, pendingRefunds: 0 });
    expect(await eventsOf(c.input.reservationId)).toEqual([CAPTURED, FAILED, COMPLETED]);
    await moneyIsTrue();
  });

  test("and sends back after its completion is open again, in any order of notices", async () => {
    const c = await paid(gateway, "refund-returns");
    await ask(c);
    expect(await statusOf(c)).toBe("COMPLETED");
    await eventually(() => statusOf(c)).toBe("PENDING");
    await moneyIsTrue();
    expect(await refundRow(c.paymentId)).toMatchObject({ refusals: 1, completedAt: null });
    for (const n of notices.toReversed()) await receiveNotice(system, n.body, n.signature);
    expect(await refundRow(c.paymentId)).toMatchObject({ status: "PENDING", refusals: 1 });
    expect(await eventsOf(c.input.reservationId)).toEqual([CAPTURED, COMPLETED, FAILED]);
    // The bank is asked again after a pause only.
    const waits = sql<boolean>`${refunds.nextCheckAt} > clock_timestamp() + interval '30 seconds'`;
    expect(
      await database().select({ waits }).from(refunds).where(eq(refunds.paymentId, c.paymentId)),
    ).toEqual([{ waits: true }]);
    isListening = false;
    await sweep(c);
    expect(await eventsOf(c.input.reservationId)).toEqual([CAPTURED, COMPLETED, FAILED, COMPLETED]);
    expect((await given(c)).refunded).toBeLessThanOrEqual(AMOUNT);
  });

  test("is not completed by an answer to an earlier try", async () => {
    isListening = false;
    const c = await paid(gateway);
    await gateway.control("/_control", { refunds: "bounce" });
    await ask(c);
    const { providerRefundId } = await refundRow(c.paymentId);
    await eventually(async () => (await gateway.stripe.refunds.retrieve(providerRefundId!)).status).toBe(
      "failed",
    );
    // Five sweeps at once see the failure: it counts once, and there is one new try.
    await gateway.control("/_control", { refunds: "pending" });
    await database().update(refunds).set({ nextCheckAt: sql`now() - interval '1 minute'` });
    await Promise.all(Array.from({ length: 5 }, () => retryPendingRefunds(system)));
    expect((await refundRow(c.paymentId)).refusals).toBe(1);
    await Promise.all(Array.from({ length: 5 }, () => codeOf(ask(c))));
    const { refunded, pendingRefunds } = await given(c);
    expect(refunded + pendingRefunds).toBe(AMOUNT);
  });
});
