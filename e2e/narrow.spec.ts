import type { BrowserContext, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "../db/client";
import type { Airline, Customer } from "./support/airline";
import { book, type Held, hold, holdBody } from "./support/book";
import { count } from "./support/database";
import { flightOnSale, flightsOnSale } from "./support/flights";
import { koreanDay, searchPath } from "./support/site";
import { expect, test } from "./support/stack";

/** The narrowest phone that WCAG's reflow asks for. */
const viewport = { width: 320, height: 640 };
const SMALLEST_TARGET_PX = 24;

const locales = ["ko", "en"] as const;
const looks = ["light", "dark"] as const;

const search = searchPath({ from: "GMP", to: "CJU", depart: koreanDay(5), back: koreanDay(8) }).slice(
  "/ko".length,
);
const open = ["/", search, "/sign-in", "/sign-up", "/trips/find"];

const ofCustomer = ({ held, booked, there }: Trips) => [
  ...["/trips", "/mileage", "/history", "/messages", "/account"],
  ...["passengers", "seats", "review", "result"].map((step) => `/book/${held.reservationId}/${step}`),
  ...[`/trips/${there.locator}`, `/trips/${booked.locator}`, `/trips/${booked.locator}/cancel`],
  `/book/${booked.reservationId}/result`,
];

const ofAdmin = ({ booked, flightId }: Trips) => [
  ...["/admin", "/admin/flights", "/admin/flights/new", "/admin/schedules", "/admin/schedules/new"],
  ...["/admin/reservations", `/admin/reservations/${booked.reservationId}`, "/admin/operations"],
  ...[`/admin/flights/${flightId}`, `/admin/flights/${flightId}/cancel`],
];

type Trips = { held: Held; booked: Held; there: Held; flightId: number };

/** A paid trip, a hold, a hold there and back, and a flight of the timetable. */
async function trips(airline: Airline, customer: Customer): Promise<Trips> {
  const booked = await book(airline, customer, (await flightOnSale()).id);
  const held = await hold(airline, customer, (await flightOnSale()).id);
  const [out, back] = await flightsOnSale(2, 9);
  const body = holdBody(out?.id ?? 0, customer);
  const both = { ...body, segments: [...body.segments, { flightId: back?.id ?? 0, brand: "STANDARD" }] };
  const { status, body: there } = await airline.post<Held>(customer, "/api/v1/reservations", both);
  expect(status).toBe(201);
  const flightId = await count(
    sql`select min(id) as n from schedule.flights where departs_at > now() + interval '1 day'`,
  );
  return { booked, held, there, flightId };
}

/** What sticks out to the right of the page, or is too small to be touched. */
const faultsOf = (page: Page) =>
  page.evaluate(async (smallest) => {
    await document.fonts.ready;
    const { documentElement: root } = document;
    if (root.scrollWidth > window.innerWidth) {
      const wide = [...document.querySelectorAll("body *")].filter(
        (e) => e.getBoundingClientRect().right > window.innerWidth && !e.closest(".overflow-x-auto"),
      );
      return [`${root.scrollWidth} px wide: ${wide.at(-1)?.outerHTML.slice(0, 200)}`];
    }
    return [...document.querySelectorAll("th a")]
      .filter((link) => link.getBoundingClientRect().height < smallest)
      .map((link) => `low target: ${link.textContent}`);
  }, SMALLEST_TARGET_PX);

/** Opens each page in both languages, in light and in dark. @returns all that is wrong, with its address. */
async function visit(context: BrowserContext, addresses: readonly string[]): Promise<string[]> {
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(`${page.url()} ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") wrong.push(`${page.url()} ${message.text()}`);
  });
  for (const look of looks)
    for (const locale of locales)
      for (const address of addresses) {
        await page.emulateMedia({ colorScheme: look });
        const response = await page.goto(`/${locale}${address}`, { waitUntil: "load" });
        // What was streamed is in its place.
        await page.waitForFunction(() => !document.querySelector("div[hidden][id^='S:']"));
        if (response?.status() !== 200) wrong.push(`${address}: ${response?.status()}`);
        for (const fault of await faultsOf(page)) wrong.push(`/${locale}${address} ${look}: ${fault}`);
      }
  await page.close();
  return wrong;
}

test("at 320 px nothing sticks out of the pages that are open to all", async ({ context }) => {
  expect(await visit(context, open)).toEqual([]);
});

test("at 320 px nothing sticks out of a customer's pages", async ({ context, airline }) => {
  test.setTimeout(180_000);
  const customer = await airline.customer();
  const own = await trips(airline, customer);
  await airline.signIn(context, customer);
  expect(await visit(context, ofCustomer(own))).toEqual([]);
});

test("at 320 px nothing sticks out of the airline's pages, however large its figures", async ({
  context,
  airline,
}) => {
  test.setTimeout(180_000);
  const own = await trips(airline, await airline.customer());
  await airline.signIn(context, await airline.admin());
  // A good day: what a reservation paid is all that the figures of the day are made of.
  const paid = sql`update reservation.reservations set paid_amount = paid_amount * 100000
    where id = ${own.booked.reservationId}`;
  await database().execute(paid);
  try {
    expect(await visit(context, ofAdmin(own))).toEqual([]);
  } finally {
    await database().execute(sql`update reservation.reservations set paid_amount = paid_amount / 100000
      where id = ${own.booked.reservationId}`);
  }
});
