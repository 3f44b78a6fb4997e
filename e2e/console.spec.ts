import type { Page } from "@playwright/test";
import {
  complaintsOf,
  listPages,
  openEach,
  results,
  staffPages,
  timetableFlight,
  traveller,
  tripPages,
} from "./support/pages";
import { chooseFare, expectPassengersStep } from "./support/site";
import { expect, test } from "./support/stack";

/** No page may log an error or a warning, throw, or differ between server and browser. */
const visit = (page: Page, addresses: readonly string[]) =>
  openEach(page, addresses, async () => {
    // Hydration is done at the first idle moment after the scripts have run.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 })));
  });

const open = ["/", results, "/trips/find", "/trips/access", ...listPages];

test("no page logs an error for a visitor", async ({ page }) => {
  const complaints = complaintsOf(page);
  await visit(page, [...open, "/sign-in", "/sign-up", "/forgotten-password"]);
  expect(complaints).toEqual([]);
});

test("no page logs an error for a customer", async ({ page, context, airline }) => {
  test.setTimeout(150_000);
  const own = await traveller(airline);
  await airline.signIn(context, own.customer);
  const complaints = complaintsOf(page);
  await visit(page, [...open, "/flights?from=GMP&to=GMP", "/trips?tab=past", "/trips?tab=cancelled"]);
  await visit(page, tripPages(own));
  expect(complaints).toEqual([]);
});

test("no page logs an error for the airline's staff", async ({ page, context, airline }) => {
  test.setTimeout(150_000);
  const { booked } = await traveller(airline);
  await airline.signIn(context, await airline.admin());
  const complaints = complaintsOf(page);
  await visit(page, staffPages(booked.reservationId, await timetableFlight()));
  expect(complaints).toEqual([]);
});

test("a fare pressed before JavaScript arrives leads on without a mismatch", async ({
  page,
  context,
  airline,
}) => {
  await airline.signedIn(context);
  const complaints = complaintsOf(page);
  await page.goto(`/ko${results}`, { waitUntil: "commit" });
  await chooseFare(page, "스탠더드");
  await expectPassengersStep(page);
  await expect(page.getByRole("navigation", { name: "주 메뉴" })).toHaveCount(1);
  expect(complaints).toEqual([]);
});
