import type { BrowserContext, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import type { Airline, Customer } from "./support/airline";
import { bookingStatus } from "./support/book";
import { balanceOf, count } from "./support/database";
import { flightOnSale } from "./support/flights";
import { bookOnPage, cards, confirmedLocator } from "./support/site";
import { expect, test } from "./support/stack";

/** A customer pays with the card whose charge goes through while the connection breaks: no answer at all. */
async function payWithoutAnswer(
  airline: Airline,
  context: BrowserContext,
  page: Page,
): Promise<{ customer: Customer; reservationId: string }> {
  const customer = await airline.signedIn(context);
  const reservationId = await bookOnPage(page, await flightOnSale(), cards.replyLost);
  // The browser's own page: it has nothing to show.
  await page.waitForURL(/^chrome-error:/);
  return { customer, reservationId };
}

async function onceOnly(airline: Airline, customer: Customer, reservationId: string): Promise<void> {
  await airline.drained();
  const payments = sql`select count(*) as n from payment.payments
    where reservation_id = ${reservationId} and status = 'CAPTURED'`;
  expect(await count(payments)).toBe(1);
  expect(
    await count(sql`select count(*) as n from payment.refunds where reservation_id = ${reservationId}`),
  ).toBe(0);
  expect(await balanceOf(customer.id)).toBe(280);
}

test("a card whose answer is lost: who comes back to the site finds the booking confirmed, charged once", async ({
  page,
  context,
  airline,
}) => {
  const { customer, reservationId } = await payWithoutAnswer(airline, context, page);
  await page.goto(`/ko/book/${reservationId}/result`);
  const locator = await confirmedLocator(page);
  await page.goto("/ko/trips");
  await expect(page.getByText(locator)).toBeVisible();
  await onceOnly(airline, customer, reservationId);
});

test("fault 3: a card whose answer is lost, and nobody comes back: confirmed within two minutes, charged once", async ({
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
  await onceOnly(airline, customer, reservationId);
});
