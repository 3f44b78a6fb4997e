import type { BrowserContext, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Airline, Customer } from "./support/airline";
import { type Held, holdBody } from "./support/book";
import { flightsThereAndBack } from "./support/flights";
import {
  complaintsOf,
  listPages,
  openEach,
  returnResults,
  staffPages,
  timetableFlight,
  traveller,
  tripPages,
} from "./support/pages";
import { expect, test } from "./support/stack";

/** The narrowest phone that WCAG's reflow asks for. */
const viewport = { width: 320, height: 640 };
const SMALLEST_TARGET_PX = 24;

/** A hold there and back. */
async function thereAndBack(airline: Airline, customer: Customer): Promise<Held> {
  const [out, back] = await flightsThereAndBack(9);
  const body = holdBody(out.id, customer);
  const both = { ...body, segments: [...body.segments, { flightId: back.id, brand: "STANDARD" }] };
  const { status, body: held } = await airline.post<Held>(customer, "/api/v1/reservations", both);
  expect(status).toBe(201);
  return held;
}

/** Elements that reach beyond the right edge of the page, or are too small to touch. */
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
  const wrong = complaintsOf(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await openEach(page, addresses, async (address) => {
      // Streamed content has replaced its placeholders.
      await page.waitForFunction(() => !document.querySelector("div[hidden][id^='S:']"));
      for (const fault of await faultsOf(page)) wrong.push(`${address} ${colorScheme}: ${fault}`);
    });
  }
  await page.close();
  return wrong;
}

test("at 320 px nothing reaches beyond the pages that are open to all", async ({ context }) => {
  expect(
    await visit(context, [
      "/",
      "/flight-status?from=GMP&to=CJU",
      returnResults,
      "/sign-in",
      "/sign-up",
      "/forgotten-password",
      "/trips/find",
    ]),
  ).toEqual([]);
});

test("at 320 px nothing reaches beyond a customer's pages", async ({ context, airline }) => {
  test.setTimeout(180_000);
  const own = await traveller(airline);
  const there = await thereAndBack(airline, own.customer);
  await airline.signIn(context, own.customer);
  expect(await visit(context, [...listPages, ...tripPages(own), `/trips/${there.locator}`])).toEqual([]);
});

test("at 320 px nothing reaches beyond the airline's pages, however large its figures", async ({
  context,
  airline,
}) => {
  test.setTimeout(180_000);
  const { booked } = await traveller(airline);
  await airline.signIn(context, await airline.admin());
  // A large sum: the figures of the day are made of what reservations paid.
  const paid = sql`update reservation.reservations set paid_amount = paid_amount * 100000
    where id = ${booked.reservationId}`;
  await database().execute(paid);
  try {
    const pages = staffPages(booked.reservationId, await timetableFlight());
    expect(await visit(context, pages)).toEqual([]);
  } finally {
    await database().execute(sql`update reservation.reservations set paid_amount = paid_amount / 100000
      where id = ${booked.reservationId}`);
  }
});
