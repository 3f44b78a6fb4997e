import type { BrowserContext, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import type { Airline, Customer } from "./support/airline";
import { bookingStatus } from "./support/book";
import { balanceOf, count } from "./support/database";
import { flightOnSale } from "./support/flights";
import { bookOnPage, cards, confirmedLocator } from "./support/site";
import { expect, test } from "./support/stack";

/** A customer pays with a card that is charged while the connection breaks: the browser gets no answer. */
async function payWithoutAnswer(
  airline: Airline,
  context: BrowserContext,
  page: Page,
): Promise<{ customer: Customer; reservationId: string }> {
  const customer = await airline.signedIn(context);
  const reservationId = await bookOnPage(page, await flightOnSale(), cards.replyLost);
  // The browser shows its own error page.
  await page.waitForURL(/^chrome-error:/);
  return { customer, reservationId };
}

/** The payment was taken once, nothing was refunded, and the miles of one booking were credited. */
async function expectOnePayment(airline: Airline, customer: Customer, reservationId: string): Promise<void> {
  await airline.drained();
  const payments = sql`select count(*) as n from payment.payments
    where reservation_id = ${reservationId} and status = 'CAPTURED'`;
  expect(await count(payments)).toBe(1);
  expect(
    await count(sql`select count(*) as n from payment.refunds where reservation_id = ${reservationId}`),
  ).toBe(0);
  expect(await balanceOf(customer.id)).toBe(280);
}

test("a card whose answer is lost: a customer who comes back finds the booking confirmed, charged once", async ({
  page,
  context,
  airline,
}) => {
  const { customer, reservationId } = await payWithoutAnswer(airline, context, page);
  await page.goto(`/ko/book/${reservationId}/result`);
  const locator = await confirmedLocator(page);
  await page.goto("/ko/trips");
  await expect(page.getByText(locator)).toBeVisible();
  await expectOnePayment(airline, customer, reservationId);
});

test("a card whose answer is lost: a booking whose customer stays away is confirmed within two minutes, charged once", async ({
  page,
  context,
  airline,
}) => {
  test.setTimeout(240_000);
  const { customer, reservationId } = await payWithoutAnswer(airline, context, page);
  await page.close();
  await expect
    .poll(() => bookingStatus(airline, customer, reservationId), { timeout: 120_000, intervals: [1_000] })
    .toBe("CREATED");
  await expectOnePayment(airline, customer, reservationId);
});
