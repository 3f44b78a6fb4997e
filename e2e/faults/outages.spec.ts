import type { Airline, Customer } from "@/e2e/support/airline";
import { book, bookingStatus, hold, openCheckout, pay, paymentBody } from "@/e2e/support/book";
import { balanceOf, emailIds, sentMessages } from "@/e2e/support/database";
import { flightOnSale, flightsOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { bookOnPage, cards, confirmedLocator } from "@/e2e/support/site";
import { expect, test } from "@/e2e/support/stack";

const BOOKINGS = 500;

// The engine repeats what failed after 15 seconds at the earliest, as the official engine does.
test.describe.configure({ timeout: 240_000 });

test(`the event engine is down while ${BOOKINGS} bookings are made: all are confirmed, and each is told once afterwards`, async ({
  airline,
}) => {
  test.setTimeout(480_000);
  const flights = await flightsOnSale(20, 60);
  const customers = await inParallel(BOOKINGS, 4, () => airline.customer());
  await airline.stack.inngest.kill();
  const bookings = await inParallel(BOOKINGS, 8, (n) =>
    book(airline, customers[n] as Customer, flights[n % flights.length]?.id as number),
  );
  expect(new Set(bookings.map((b) => b.locator)).size).toBe(BOOKINGS);
  await airline.stack.inngest.start();
  const reports = await airline.drained(300_000);
  for (const report of reports) expect(report, report.law).toMatchObject({ ok: true, pending: 0 });
  for (const n of [0, 123, 499]) {
    const { reservationId } = bookings[n] as { reservationId: string };
    expect(await balanceOf((customers[n] as Customer).id)).toBe(280);
    for (const channel of ["INBOX", "EMAIL"] as const)
      expect(await sentMessages(reservationId, "confirmed", channel)).toBe(1);
  }
});

test("the mail server stalls: bookings and inbox are on time, the e-mail comes later, once", async ({
  airline,
}) => {
  const customer = await airline.customer();
  await airline.mailFault("stall");
  try {
    const held = await book(airline, customer);
    await expect
      .poll(() => sentMessages(held.reservationId, "confirmed", "INBOX"), { timeout: 5_000 })
      .toBe(1);
    await expect.poll(() => balanceOf(customer.id), { timeout: 5_000 }).toBe(280);
    expect(await sentMessages(held.reservationId, "confirmed", "EMAIL")).toBe(0);
    await airline.mailFault("ok");
    await expect
      .poll(() => sentMessages(held.reservationId, "confirmed", "EMAIL"), { timeout: 120_000 })
      .toBe(1);
  } finally {
    await airline.mailFault("ok");
  }
  await airline.drained(150_000);
  await expectOneMailPerMessage(airline, customer);
});

test("the mail server is dead: bookings and inbox are on time, the e-mail comes later, once", async ({
  airline,
}) => {
  const customer = await airline.customer();
  await airline.stack.mailbox.kill();
  try {
    const held = await book(airline, customer);
    await expect
      .poll(() => sentMessages(held.reservationId, "confirmed", "INBOX"), { timeout: 5_000 })
      .toBe(1);
  } finally {
    await airline.stack.mailbox.start();
  }
  await airline.drained(150_000);
  await expectOneMailPerMessage(airline, customer);
});

test("the mail server is dead: a customer books in the browser and reads the confirmation on the site; one e-mail follows", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const flight = await flightOnSale();
  await airline.stack.mailbox.kill();
  let locator: string;
  try {
    await bookOnPage(page, flight, cards.success);
    locator = await confirmedLocator(page);
    await expect(async () => {
      await page.goto("/ko/messages");
      await expect(page.getByText("예약이 확정되었습니다").first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 10_000 });
  } finally {
    await airline.stack.mailbox.start();
  }
  await airline.drained(150_000);
  await expectOneMailPerMessage(airline, customer);
  const confirmed = (await airline.mails(customer.email)).filter((m) => m.subject.includes("확정"));
  expect(confirmed.map((m) => m.text.includes(locator))).toEqual([true]);
});

/** Expects the one e-mail of a booking, its confirmation, in the mailbox exactly once; its Message-ID tells. */
async function expectOneMailPerMessage(airline: Airline, customer: Customer): Promise<void> {
  const wanted = await emailIds(customer.id);
  expect(wanted).toHaveLength(1);
  const got = (await airline.mails(customer.email)).map((m) => m.messageId.replace(/^<|@.*$/g, ""));
  expect(got.sort()).toEqual(wanted);
}

test("the payment provider is down: nothing is charged, and paying works once it is back", async ({
  airline,
}) => {
  const customer = await airline.customer();
  const held = await hold(airline, customer);
  await airline.gateway("/_control", { api: "down" });
  const path = `/api/v1/reservations/${held.reservationId}/payment`;
  const refused = await airline.post<{ code: string }>(customer, path, await paymentBody());
  expect([refused.status, refused.body.code]).toEqual([503, "PAYMENT_UNAVAILABLE"]);
  await airline.gateway("/_control", { api: "ok" });
  await expect
    .poll(async () => (await airline.post(customer, path, await paymentBody())).status, { timeout: 30_000 })
    .toBe(201);
  await pay(airline, await openCheckout(airline, customer, held));
  await expect.poll(() => bookingStatus(airline, customer, held.reservationId)).toBe("CREATED");
});
