import type { Airline, Customer } from "../support/airline";
import { book, bookingStatus, hold, openCheckout, pay } from "../support/book";
import { balanceOf, emailIds, sentMessages } from "../support/database";
import { flightOnSale, flightsOnSale } from "../support/flights";
import { inParallel } from "../support/many";
import { bookOnPage, cards, confirmedLocator } from "../support/site";
import { expect, test } from "../support/stack";

const BOOKINGS = 500;

// What fails in an outage is tried again after 15 seconds at the earliest, as with the official engine.
test.describe.configure({ timeout: 240_000 });

test(`fault 8: the event engine is down while ${BOOKINGS} bookings are made: all booked, all caught up, one message each`, async ({
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

test("fault 13: the mail server stalls: booking unaffected, inbox on time, mail later", async ({
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
  await oneMailPerMessage(airline, customer);
});

test("fault 13: the mail server is dead: the same", async ({ airline }) => {
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
  await oneMailPerMessage(airline, customer);
});

test("fault 13, clicked: with the mail server dead a customer books, and reads it on the site; one mail follows", async ({
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
  await oneMailPerMessage(airline, customer);
  const confirmed = (await airline.mails(customer.email)).filter((m) => m.subject.includes("확정"));
  expect(confirmed.map((m) => m.text.includes(locator))).toEqual([true]);
});

/** The confirmation, the one e-mail of a booking: in the mailbox exactly once, known by its Message-ID. */
async function oneMailPerMessage(airline: Airline, customer: Customer): Promise<void> {
  const wanted = await emailIds(customer.id);
  expect(wanted).toHaveLength(1);
  const got = (await airline.mails(customer.email)).map((m) => m.messageId.replace(/^<|@.*$/g, ""));
  expect(got.sort()).toEqual(wanted);
}

test("the provider is down when the customer wants to pay: nothing is charged, and it works again afterwards", async ({
  airline,
}) => {
  const customer = await airline.customer();
  const held = await hold(airline, customer);
  await airline.gateway("/_control", { api: "down" });
  const path = `/api/v1/reservations/${held.reservationId}/payment`;
  const refused = await airline.post<{ code: string }>(customer, path, {});
  expect([refused.status, refused.body.code]).toEqual([503, "PAYMENT_UNAVAILABLE"]);
  await airline.gateway("/_control", { api: "ok" });
  await expect
    .poll(async () => (await airline.post(customer, path, {})).status, { timeout: 30_000 })
    .toBe(201);
  await pay(airline, await openCheckout(airline, customer, held));
  await expect.poll(() => bookingStatus(airline, customer, held.reservationId)).toBe("CREATED");
});
