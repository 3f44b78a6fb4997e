import type { ConsoleMessage, Page } from "@playwright/test";
import type { Airline, Customer } from "./support/airline";
import { book, type Held, hold } from "./support/book";
import { flightOnSale } from "./support/flights";
import { koreanDay, searchPath } from "./support/site";
import { expect, test } from "./support/stack";

/** No page may complain: errors and warnings in the console, exceptions, mismatches of hydration. */
function complaintsOf(page: Page): string[] {
  const told: string[] = [];
  page.on("pageerror", (error) => told.push(`${page.url()} ${error.message}`));
  page.on("console", (message: ConsoleMessage) => {
    if (["error", "warning"].includes(message.type())) told.push(`${page.url()} ${message.text()}`);
  });
  return told;
}

async function visit(page: Page, addresses: readonly string[]): Promise<void> {
  for (const locale of ["ko", "en"])
    for (const address of addresses) {
      const response = await page.goto(`/${locale}${address}`, { waitUntil: "load" });
      expect(response?.status(), address).toBe(200);
      // Hydration is over once the page answers to React: an idle moment after its scripts have run.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 })));
    }
}

const results = searchPath({ from: "GMP", to: "CJU", depart: koreanDay(5) }).slice("/ko".length);
const lists = ["/trips", "/mileage", "/history", "/messages", "/account"];

const ofCustomer = (held: Held, booked: Held) => [
  ...["/", results, "/flights?from=GMP&to=GMP", "/trips/find", ...lists],
  ...["?tab=past", "?tab=cancelled"].map((tab) => `/trips${tab}`),
  ...[`/trips/${held.locator}`, `/trips/${booked.locator}`, `/trips/${booked.locator}/cancel`],
  ...["passengers", "seats", "review", "result"].map((step) => `/book/${held.reservationId}/${step}`),
  `/book/${booked.reservationId}/result`,
];

const ofAdmin = (booked: Held, flightId: number) => [
  ...["/admin", "/admin/flights", "/admin/flights/new", "/admin/schedules", "/admin/schedules/new"],
  ...["/admin/reservations", `/admin/reservations/${booked.reservationId}`, "/admin/operations"],
  ...[`/admin/flights/${flightId}`, `/admin/flights/${flightId}/cancel`],
];

/** A customer with one trip that is paid, and one that waits for its payment. */
async function traveller(airline: Airline): Promise<{ customer: Customer; held: Held; booked: Held }> {
  const customer = await airline.customer();
  const booked = await book(airline, customer, (await flightOnSale()).id);
  return { customer, booked, held: await hold(airline, customer, (await flightOnSale()).id) };
}

test("no page complains to somebody who has not signed in", async ({ page }) => {
  const told = complaintsOf(page);
  await visit(page, ["/", results, "/sign-in", "/sign-up", "/trips/find", ...lists]);
  expect(told).toEqual([]);
});

test("no page complains to a customer", async ({ page, context, airline }) => {
  test.setTimeout(150_000);
  const { customer, held, booked } = await traveller(airline);
  await airline.signIn(context, customer);
  const told = complaintsOf(page);
  await visit(page, ofCustomer(held, booked));
  expect(told).toEqual([]);
});

test("no page complains to the airline's staff", async ({ page, context, airline }) => {
  test.setTimeout(150_000);
  const { booked } = await traveller(airline);
  await airline.signIn(context, await airline.admin());
  const told = complaintsOf(page);
  await visit(page, ofAdmin(booked, 1));
  expect(told).toEqual([]);
});

test("a fare pressed before JavaScript arrives leads on without a mismatch", async ({
  page,
  context,
  airline,
}) => {
  await airline.signIn(context, await airline.customer());
  const told = complaintsOf(page);
  await page.goto(`/ko${results}`, { waitUntil: "commit" });
  await page
    .getByRole("list", { name: "항공편 목록" })
    .getByRole("button", { name: "스탠더드" })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "탑승객 정보를 입력해 주세요" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "주 메뉴" })).toHaveCount(1);
  expect(told).toEqual([]);
});
