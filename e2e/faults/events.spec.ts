import { sql } from "drizzle-orm";
import Stripe from "stripe";
import { database } from "@/db/client";
import type { Airline, Customer } from "@/e2e/support/airline";
import { book, bookingStatus, cancelBooking, hold, openCheckout } from "@/e2e/support/book";
import { balanceOf, count, eventNames, eventsOf, holdBack, sentMessages } from "@/e2e/support/database";
import { flightOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { expect, test } from "@/e2e/support/stack";
import { uuidv7 } from "@/server/shared/ids";

/** Sends an event to the engine under a new id, as if the engine had forgotten the first one. */
async function sendAgain(
  event: Awaited<ReturnType<typeof eventsOf>>[number],
  correlationId: string,
): Promise<void> {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY } = process.env;
  const data = {
    eventId: event.id,
    version: event.version,
    correlationId,
    causationId: null,
    occurredAt: event.occurredAt,
    data: event.data,
  };
  const response = await fetch(`${INNGEST_BASE_URL}/e/${INNGEST_EVENT_KEY}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: uuidv7(), name: event.name, data }),
  });
  expect(response.status).toBe(200);
}

/** The provider's notice that a reservation was paid. Its id is the same each time. */
async function noticeOf(reservationId: string): Promise<{ id: string }> {
  const { rows } = await database().execute<{
    id: string;
    session: string;
    intent: string;
    amount: number;
  }>(sql`
    select id, checkout_session_id as session, payment_intent_id as intent, amount::int
    from payment.payments where reservation_id = ${reservationId}`);
  const [payment] = rows;
  if (!payment) throw new Error("no payment");
  const session = {
    id: payment.session,
    object: "checkout.session",
    status: "complete",
    payment_status: "paid",
    payment_intent: payment.intent,
    amount_total: payment.amount,
    metadata: { paymentId: payment.id },
  };
  const type = "checkout.session.completed";
  return { id: `evt_${payment.id}`, object: "event", type, data: { object: session } } as { id: string };
}

/** Signs a notice as the provider does and posts it. @returns the status of the answer. */
async function sendNotice(airline: Airline, notice: { id: string }, app: number): Promise<number> {
  const payload = JSON.stringify(notice);
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: process.env.STRIPE_WEBHOOK_SECRET as string,
  });
  const response = await airline.fetch(null, "/api/payments/webhook", {
    method: "POST",
    body: payload,
    headers: { "stripe-signature": signature },
    app,
  });
  return response.status;
}

test("webhooks and events that come 50 times at once, and after the engine forgot them, have one effect and one message", async ({
  airline,
}) => {
  const customer = await airline.customer();
  const held = await book(airline, customer);
  await airline.drained();
  const miles = await balanceOf(customer.id);
  expect(miles).toBeGreaterThan(0);

  const notice = await noticeOf(held.reservationId);
  const statuses = await inParallel(50, 50, (n) => sendNotice(airline, notice, n % 2));
  expect(new Set(statuses)).toEqual(new Set([200]));

  const created = (await eventsOf(held.reservationId)).find(
    (e) => e.name === "reservation/reservation.created",
  );
  if (!created) throw new Error("no reservation.created");
  await inParallel(50, 50, () => sendAgain(created, held.reservationId));
  const runs = sql`select count(*) as n from assurance.step_attempts where event_id = ${created.id}
    and function_id = 'credit-miles-on-reservation-created'`;
  await expect.poll(() => count(runs), { timeout: 60_000 }).toBe(51);
  await airline.drained();

  expect(await balanceOf(customer.id)).toBe(miles);
  for (const channel of ["INBOX", "EMAIL"] as const)
    expect(await sentMessages(held.reservationId, "confirmed", channel)).toBe(1);
  expect(
    (await airline.mails(customer.email)).filter(
      (m) => m.text.includes(held.locator) && m.subject.includes("확정"),
    ),
  ).toHaveLength(1);
  const names = await eventNames(held.reservationId);
  for (const name of [
    "payment/payment.captured",
    "reservation/reservation.created",
    "mileage/mileage.increased",
  ])
    expect(names.filter((n) => n === name)).toHaveLength(1);
});

test("a forged webhook changes nothing", async ({ airline }) => {
  const customer = await airline.customer();
  const held = await hold(airline, customer);
  const session = await openCheckout(airline, customer, held);
  const payload = JSON.stringify({
    id: "evt_forged",
    type: "checkout.session.completed",
    data: { object: { id: session } },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: "whsec_somebody_else" });
  const response = await airline.fetch(null, "/api/payments/webhook", {
    method: "POST",
    body: payload,
    headers: { "stripe-signature": signature },
  });
  expect(response.status).toBe(400);
  expect(await bookingStatus(airline, customer, held.reservationId)).toBe("HELD");
});

test("a cancellation that is handled before its booking: the booking ends cancelled, and the miles are zero", async ({
  airline,
}) => {
  const customer = await airline.customer();
  await airline.stack.inngest.stop();
  let created: string;
  let reservationId: string;
  try {
    const held = await book(airline, customer);
    reservationId = held.reservationId;
    created = (await eventsOf(reservationId)).find((e) => e.name.endsWith("reservation.created"))
      ?.id as string;
    await holdBack(created, true);
    await cancelBooking(customer, reservationId);
  } finally {
    await airline.stack.inngest.start();
  }
  await expect.poll(() => balanceOf(customer.id), { timeout: 40_000 }).toBeLessThan(0);
  await holdBack(created, false);
  await airline.drained();
  expect(await balanceOf(customer.id)).toBe(0);
  expect(await bookingStatus(airline, customer, reservationId)).toBe("CANCELLED");
  for (const report of await airline.laws()) expect(report, report.law).toMatchObject({ ok: true });
});

test("a process that dies while two relay events: no event is lost, no effect comes twice", async ({
  airline,
}) => {
  const flight = await flightOnSale(60);
  const customers = await inParallel(12, 4, () => airline.customer());
  const [, second] = airline.stack.apps;
  if (!second) throw new Error("two site processes are needed");
  const bookings = await inParallel(12, 4, async (n) => {
    // The second process relays events too; it is killed in the middle, and started again later.
    if (n === 6) await second.kill();
    return book(airline, customers[n] as Customer, flight.id);
  });
  await second.start();
  // As if the process had died before it noted what it had published: every event is published again.
  await count(sql`update shared.outbox set published_at = null where correlation_id in
    (${sql.join(
      bookings.map((b) => sql`${b.reservationId}`),
      sql`, `,
    )}) returning 1 as n`);
  await airline.drained(90_000);
  for (const [n, booking] of bookings.entries()) {
    expect(await balanceOf((customers[n] as Customer).id)).toBe(280);
    expect(await sentMessages(booking.reservationId, "confirmed", "EMAIL")).toBe(1);
  }
  for (const report of await airline.laws()) expect(report, report.law).toMatchObject({ ok: true });
});

test("a refund that the bank delays is told when it is completed; one that the bank sends back is open again", async ({
  airline,
}) => {
  test.setTimeout(240_000);
  const refund = (held: { reservationId: string }, status: string) =>
    count(sql`select count(*) as n from payment.refunds
      where reservation_id = ${held.reservationId} and status = ${status}`);
  const customer = await airline.customer();
  const flight = await flightOnSale();
  const later = await book(airline, customer, flight.id, "refund-later");
  const returned = await book(airline, customer, (await flightOnSale()).id, "refund-returns");
  await cancelBooking(customer, later.reservationId);
  await cancelBooking(customer, returned.reservationId);
  await expect.poll(() => refund(later, "PENDING"), { timeout: 30_000 }).toBe(1);
  expect(await eventNames(later.reservationId)).not.toContain("payment/refund.completed");
  await expect.poll(() => refund(later, "COMPLETED"), { timeout: 30_000 }).toBe(1);
  await expect
    .poll(() => eventNames(returned.reservationId), { timeout: 30_000 })
    .toEqual(expect.arrayContaining(["payment/refund.completed", "payment/refund.failed"]));
  await expect
    .poll(() => sentMessages(later.reservationId, "refundCompleted", "EMAIL"), { timeout: 30_000 })
    .toBe(1);
  // This card sends every refund back, so the work would never end: the next refund is only pending.
  await airline.gateway("/_control", { refunds: "pending" });
  await database().execute(sql`update payment.refunds set next_check_at = clock_timestamp()
    where reservation_id = ${returned.reservationId} and status = 'PENDING'`);
  await expect.poll(() => refund(returned, "COMPLETED"), { timeout: 120_000, intervals: [1_000] }).toBe(1);
  await airline.gateway("/_control", { refunds: "ok" });
  await airline.drained(60_000);
});
