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

/** No page may complain: errors and warnings in the console, exceptions, mismatches of hydration. */
const visit = (page: Page, addresses: readonly string[]) =>
  openEach(page, addresses, async () => {
    // Hydration is over once the page answers to React: an idle moment after its scripts have run.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 })));
  });

const open = ["/", results, "/trips/find", ...listPages];

test("no page complains to somebody who has not signed in", async ({ page }) => {
  const told = complaintsOf(page);
  await visit(page, [...open, "/sign-in", "/sign-up"]);
  expect(told).toEqual([]);
});

test("no page complains to a customer", async ({ page, context, airline }) => {
  test.setTimeout(150_000);
  const own = await traveller(airline);
  await airline.signIn(context, own.customer);
  const told = complaintsOf(page);
  await visit(page, [...open, "/flights?from=GMP&to=GMP", "/trips?tab=past", "/trips?tab=cancelled"]);
  await visit(page, tripPages(own));
  expect(told).toEqual([]);
});

test("no page complains to the airline's staff", async ({ page, context, airline }) => {
  test.setTimeout(150_000);
  const { booked } = await traveller(airline);
  await airline.signIn(context, await airline.admin());
  const told = complaintsOf(page);
  await visit(page, staffPages(booked.reservationId, await timetableFlight()));
  expect(told).toEqual([]);
});

test("a fare pressed before JavaScript arrives leads on without a mismatch", async ({
  page,
  context,
  airline,
}) => {
  await airline.signedIn(context);
  const told = complaintsOf(page);
  await page.goto(`/ko${results}`, { waitUntil: "commit" });
  await chooseFare(page, "스탠더드");
  await expectPassengersStep(page);
  await expect(page.getByRole("navigation", { name: "주 메뉴" })).toHaveCount(1);
  expect(told).toEqual([]);
});
