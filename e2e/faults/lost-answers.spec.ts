import fs from "node:fs";
import path from "node:path";
import type { Airline } from "@/e2e/support/airline";
import { bookingStatus, cancelBooking, hold, openCheckout, pay, paymentBody } from "@/e2e/support/book";
import { balanceOf, completedRefunds, eventNames, fullRefunds, sentMessages } from "@/e2e/support/database";
import { expect, test } from "@/e2e/support/stack";

test.describe.configure({ timeout: 240_000 });

/** How many payment pages the provider has opened for a reservation, by its journal. */
function pagesOf(airline: Airline, reservationId: string): number {
  const journal = path.join(airline.stack.dataDir, "payment-gateway", "log.jsonl");
  const sessions = fs
    .readFileSync(journal, "utf8")
    .split("\n")
    .filter((line) => line.includes(reservationId))
    .flatMap((line) => line.match(/cs_[A-Za-z0-9_]+/g) ?? []);
  return new Set(sessions).size;
}

test("the provider acts and its answer is lost, to a new page, a card and a refund: one page, one capture, one refund within two minutes", async ({
  airline,
}) => {
  const customer = await airline.customer();
  const held = await hold(airline, customer);
  const { reservationId } = held;

  await airline.gateway("/_control", { checkouts: "lost" });
  try {
    const address = `/api/v1/reservations/${reservationId}/payment`;
    const lost = await airline.post<{ code: string }>(customer, address, await paymentBody());
    expect([lost.status, lost.body.code]).toEqual([503, "PAYMENT_UNAVAILABLE"]);
    // The provider opened the page; only its answer was lost.
    expect(pagesOf(airline, reservationId)).toBe(1);
  } finally {
    await airline.gateway("/_control", { checkouts: "ok" });
  }
  const session = await openCheckout(airline, customer, held);
  expect(pagesOf(airline, reservationId)).toBe(1);

  // The browser gets no answer, and the provider's notice is held back: the page that the customer opens again asks.
  await pay(airline, session, "reply-lost");
  const asked = await airline.fetch(customer, `/api/pages/reservations/${reservationId}/payment`);
  expect(asked.status).toBe(200);
  expect(await bookingStatus(airline, customer, reservationId)).toBe("CREATED");
  await expect.poll(() => balanceOf(customer.id), { timeout: 30_000 }).toBe(280);

  await airline.gateway("/_control", { refunds: "lost" });
  try {
    await cancelBooking(customer, reservationId);
    await expect
      .poll(() => eventNames(reservationId), { timeout: 30_000 })
      .toContain("payment/refund.failed");
  } finally {
    await airline.gateway("/_control", { refunds: "ok" });
  }
  const failedAt = Date.now();
  expect(await completedRefunds(reservationId)).toBe(0);
  await expect.poll(() => fullRefunds(reservationId), { timeout: 120_000, intervals: [500] }).toBe(1);
  expect(Date.now() - failedAt).toBeLessThan(120_000);
  // The laws compare our sums with the provider's: one capture, one refund, nothing pending.
  for (const report of await airline.drained(150_000)) expect(report, report.law).toMatchObject({ ok: true });
  const names = await eventNames(reservationId);
  for (const name of ["payment/payment.captured", "payment/refund.failed", "payment/refund.completed"])
    expect(names.filter((each) => each === name)).toHaveLength(1);
  expect(await sentMessages(reservationId, "refundCompleted", "EMAIL")).toBe(1);
});
