import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import type { SweptItem } from "@/server/shared/sweep-item";
import { codeOf } from "@/server/shared/testing/outcome";
import { closeCheckout, receiveNotice, reconcilePayments, settleCheckout, startCheckout } from ".";
import {
  checkout,
  eventsOf,
  notice,
  order,
  type Provider,
  pay,
  paymentRow,
  sign,
  startProvider,
  system,
} from "./testing/fixtures";

/** The context of a sweep, and the items that were reported to it. */
function reporting() {
  const items: SweptItem[] = [];
  return { ...system, items, report: async (item: SweptItem) => void items.push(item) };
}
let gateway: Provider;

beforeAll(async () => {
  // No webhook arrives: the tests do without them, or deliver them themselves.
  gateway = await startProvider();
});
afterAll(async () => {
  await gateway.close();
  await closeDatabase();
});

describe("a checkout", () => {
  test("that is opened many times is one page", async () => {
    const { ctx, input } = order();
    const answers = await Promise.all(Array.from({ length: 10 }, () => startCheckout(ctx, input)));
    expect(new Set(answers.map((a) => a.url)).size).toBe(1);
    expect(
      await database().select().from(payments).where(eq(payments.reservationId, input.reservationId)),
    ).toHaveLength(1);
  });

  test("is opened for the customer's own reservation only", async () => {
    const { input } = order();
    expect(await codeOf(startCheckout(order().ctx, input))).toBe("NOT_FOUND");
  });

  test("is captured once, however often it is settled", async () => {
    const c = await checkout();
    await pay(gateway, c.sessionId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => settleCheckout(system, c.sessionId)));
    expect(new Set(answers.map((a) => a?.status))).toEqual(new Set(["CAPTURED"]));
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.captured"]);
  });

  test("a slow card is processing, then captured; a slow card that is declined closes the page", async () => {
    const slow = await checkout();
    await pay(gateway, slow.sessionId, "slow");
    expect(await settleCheckout(system, slow.sessionId)).toMatchObject({
      status: "PENDING",
      processing: true,
    });
    await expect
      .poll(async () => (await settleCheckout(system, slow.sessionId))?.status, { timeout: 10_000 })
      .toBe("CAPTURED");

    // Its page can still be opened, but the customer has to wait and not pay again.
    const late = await checkout();
    await pay(gateway, late.sessionId, "late");
    expect(await settleCheckout(system, late.sessionId)).toMatchObject({
      status: "PENDING",
      processing: true,
    });

    const failing = await checkout();
    await pay(gateway, failing.sessionId, "slow-fail");
    await expect
      .poll(async () => (await settleCheckout(system, failing.sessionId))?.status, { timeout: 10_000 })
      .toBe("CLOSED");
    // The same hold can be paid again, on a new page.
    const again = await startCheckout(failing.ctx, failing.input);
    expect(again.url).not.toBe(failing.url);
  });

  test("a card that is being charged while its page is still open is processing, not open", async () => {
    const c = await checkout();
    await pay(gateway, c.sessionId, "late");
    expect(await settleCheckout(system, c.sessionId)).toMatchObject({ status: "PENDING", processing: true });
    expect((await closeCheckout(system, { reservationId: c.input.reservationId }))?.status).toBe("CAPTURED");
  });

  test("a declined try without a notice is recorded from the answer, once", async () => {
    const c = await checkout();
    await pay(gateway, c.sessionId, "insufficient");
    await Promise.all(Array.from({ length: 10 }, () => settleCheckout(system, c.sessionId)));
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.failed"]);
    await pay(gateway, c.sessionId, "declined");
    await settleCheckout(system, c.sessionId);
    expect(await paymentRow(c.paymentId)).toMatchObject({
      status: "PENDING",
      lastFailure: "generic_decline",
    });
    await pay(gateway, c.sessionId);
    await settleCheckout(system, c.sessionId);
    expect(await eventsOf(c.input.reservationId)).toEqual([
      "payment/payment.failed",
      "payment/payment.failed",
      "payment/payment.captured",
    ]);
  });

  test("a capture whose reply is lost is found by the sweep", async () => {
    const c = await checkout();
    await pay(gateway, c.sessionId, "reply-lost");
    await database()
      .update(payments)
      .set({ createdAt: sql`now() - interval '1 hour'` })
      .where(eq(payments.id, c.paymentId));
    const unpaid = await checkout();
    await database()
      .update(payments)
      .set({ createdAt: sql`now() - interval '1 hour'` })
      .where(eq(payments.id, unpaid.paymentId));
    const { items, ...sweeping } = reporting();
    const found = await reconcilePayments(sweeping);
    expect(found.map((p) => p.paymentId)).toContain(c.paymentId);
    // A payment without a change is not reported, since the sweep runs every minute.
    expect(items.find((i) => i.id === unpaid.paymentId)).toBeUndefined();
    expect(items.find((i) => i.id === c.paymentId)).toMatchObject({
      step: "settle-checkout",
      reservationId: c.input.reservationId,
      error: null,
    });
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.captured"]);
  });

  test("that is closed after the payment stays captured", async () => {
    const open = await checkout();
    expect((await closeCheckout(system, { reservationId: open.input.reservationId }))?.status).toBe("CLOSED");
    const quick = await checkout();
    await pay(gateway, quick.sessionId);
    expect((await closeCheckout(system, { reservationId: quick.input.reservationId }))?.status).toBe(
      "CAPTURED",
    );
  });

  test("is refused as unavailable while the provider does not answer", async () => {
    await gateway.control("/_control", { api: "down" });
    const { ctx, input } = order();
    expect(await codeOf(startCheckout(ctx, input))).toBe("PAYMENT_UNAVAILABLE");
    await gateway.control("/_control", { api: "ok" });
    await expect.poll(() => codeOf(startCheckout(ctx, input)), { timeout: 20_000, interval: 500 }).toBe("OK");
  });
});

describe("a webhook", () => {
  const completed = (c: { sessionId: string; paymentId: string }) =>
    notice("checkout.session.completed", {
      id: c.sessionId,
      status: "complete",
      payment_status: "paid",
      payment_intent: `pi_${c.paymentId}`,
      amount_total: 71_700,
      metadata: { paymentId: c.paymentId },
    });

  test("with another signature changes nothing", async () => {
    const c = await checkout();
    const body = completed(c);
    expect(await codeOf(receiveNotice(system, body, sign(body, "whsec_other")))).toBe("FORBIDDEN");
    expect((await paymentRow(c.paymentId)).status).toBe("PENDING");
  });

  test("is fresh or too old by the database's clock, whatever the process's clock says", async () => {
    const now = Math.floor(Date.now() / 1_000);
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      for (const skewSeconds of [-600, 600]) {
        const c = await checkout();
        const body = completed(c);
        vi.setSystemTime((now + skewSeconds) * 1_000);
        expect(await codeOf(receiveNotice(system, body, sign(body, undefined, now - 400)))).toBe("FORBIDDEN");
        expect((await paymentRow(c.paymentId)).status).toBe("PENDING");
        expect(await codeOf(receiveNotice(system, body, sign(body, undefined, now)))).toBe("OK");
        expect((await paymentRow(c.paymentId)).status).toBe("CAPTURED");
      }
    } finally {
      vi.useRealTimers();
    }
  });

  test("that arrives 50 times at once has one effect", async () => {
    const c = await checkout();
    const body = completed(c);
    await Promise.all(Array.from({ length: 50 }, () => receiveNotice(system, body, sign(body))));
    expect(await eventsOf(c.input.reservationId)).toEqual(["payment/payment.captured"]);
  });

  test("about a declined card is recorded once and leaves the page open", async () => {
    const c = await checkout();
    const body = notice("payment_intent.payment_failed", {
      id: "pi_x",
      metadata: { paymentId: c.paymentId },
      last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" },
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
