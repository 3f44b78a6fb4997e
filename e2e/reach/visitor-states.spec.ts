import { flightOnSale } from "../support/flights";
import { results, returnResults } from "../support/pages";
import { koreanDay, openFares, searchPath } from "../support/site";
import { expect, test } from "../support/stack";
import { titleFaults } from "./check-titles";
import { type State, visitStates } from "./visit-states";

const oneWay = (from: string, to: string, depart: string, adults = 1) =>
  searchPath({ from, to, depart, adults }).slice("/ko".length);

/** Presses the button at the end of the main form. */
const submit: State["arrange"] = async (page) => {
  await page.locator("main form button[type=submit]").first().click();
  await page.locator("main [aria-invalid=true]").first().waitFor();
};

const openFirstFares: State["arrange"] = async (page) => {
  await openFares(page);
};

const familyResults = results.replace("adults=1&children=0", "adults=2&children=1");

const home: State[] = [
  { name: "home", address: "" },
  { name: "home", address: "" },
  {
    name: "home, airports open",
    address: "",
    isCovered: true,
    arrange: async (page) => {
      // On a phone the choice is a window of its own.
      const sheet = page.getByRole("button", { name: /^(출발지|From) / });
      await page.getByRole("combobox").and(page.locator("input")).or(sheet).first().click();
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "home, calendar open",
    address: "?from=GMP&to=CJU",
    isCovered: true,
    arrange: async (page) => {
      await page
        .getByRole("button", { name: /가는 날|Dates/ })
        .first()
        .click();
      await page.getByRole("dialog").getByRole("grid").first().waitFor();
    },
  },
  {
    name: "home, passengers open",
    address: "",
    arrange: async (page) => page.locator("main details summary").first().click(),
  },
];

const status: State[] = [
  { name: "flight status", address: "/flight-status" },
  { name: "flight status by route", address: "/flight-status?by=route" },
  { name: "flights with their states", address: "/flight-status?from=GMP&to=CJU" },
  { name: "flight status without a flight", address: "/flight-status?flight=MA9999" },
  { name: "flight status with errors", address: "/flight-status?flight=Seoul&date=2020-01-01" },
  { name: "flight status with errors of places", address: "/flight-status?by=route&from=&to=XX" },
];

const searches = async (): Promise<State[]> => {
  const flight = await flightOnSale(1);
  return [
    { name: "results", address: results },
    { name: "results", address: results },
    { name: "results there and back", address: returnResults },
    { name: "results of a day without flights", address: oneWay("GMP", "CJU", koreanDay(200)) },
    { name: "results of a route that is not flown", address: oneWay("CJJ", "KUV", koreanDay(5)) },
    { name: "results without enough seats", address: oneWay("GMP", "CJU", flight.date, 2) },
    { name: "results after a refused choice", address: `${results}&problem=SOLD_OUT` },
    { name: "results of mornings", address: `${results}&time=morning&sort=price` },
    { name: "results that fit no filter", address: `${results}&max=1000&aircraft=Concorde` },
    { name: "results, fares open", address: results, arrange: openFirstFares },
    { name: "results for a family, fares open", address: familyResults, arrange: openFirstFares },
    { name: "results of the way out, fares open", address: returnResults, arrange: openFirstFares },
    { name: "search with errors", address: oneWay("GMP", "GMP", koreanDay(5)) },
    { name: "search with nothing in it", address: "/flights" },
  ];
};

const account: State[] = [
  { name: "sign-in", address: "/sign-in" },
  { name: "sign-in with errors", address: "/sign-in", arrange: submit },
  {
    name: "sign-in before a booking",
    address: `/sign-in?next=${encodeURIComponent(`${results}&pick=1.STANDARD`)}`,
  },
  { name: "guest", address: `/guest?next=${encodeURIComponent(results)}` },
  { name: "guest with errors", address: "/guest", arrange: submit },
  { name: "sign-up", address: "/sign-up" },
  { name: "sign-up with errors", address: "/sign-up", arrange: submit },
  { name: "sign-in after signing up", address: "/sign-in?joined=1" },
  { name: "forgotten password", address: "/forgotten-password" },
  { name: "forgotten password with errors", address: "/forgotten-password", arrange: submit },
  { name: "forgotten password, sent", address: "/forgotten-password?sent=1" },
  { name: "new password without a link", address: "/forgotten-password/new" },
  { name: "confirmation without a link", address: "/confirm-email" },
  { name: "stopping without a link", address: "/stop-email-change" },
  { name: "security of a visitor", address: "/account/security" },
  { name: "sign-in after deleting the account", address: "/sign-in?erased=1" },
  { name: "find", address: "/trips/find" },
  { name: "find from an e-mail", address: "/trips/find?locator=K7M2QX" },
  { name: "find with errors", address: "/trips/find", arrange: submit },
  { name: "access without a code", address: "/trips/access" },
  { name: "trips of a visitor", address: "/trips" },
  { name: "mileage of a visitor", address: "/mileage" },
  { name: "history of a visitor", address: "/history" },
  { name: "messages of a visitor", address: "/messages" },
  { name: "account of a visitor", address: "/account" },
  { name: "profile of a visitor", address: "/account/profile" },
  { name: "unsubscribe link that does not work", address: "/unsubscribe?token=x" },
  { name: "consents of a visitor", address: "/account/consents" },
  { name: "legal documents", address: "/legal" },
  { name: "privacy policy", address: "/legal/privacy" },
  { name: "fare rules", address: "/legal/fare-rules" },
  { name: "privacy policy of before", address: "/legal/privacy/2026-10-01" },
  { name: "accessibility", address: "/legal/accessibility" },
  { name: "not found", address: "/nowhere", status: 404 },
];

test("pages that are open to all, in all their states", async ({ context, airline }) => {
  test.setTimeout(600_000);
  const states = [...home, ...status, ...(await searches()), ...account];
  await visitStates(context, states);
  const found = states.filter(({ status }) => status === undefined);
  expect(
    await titleFaults(
      airline,
      null,
      found.map(({ address }) => address),
    ),
  ).toEqual([]);
});
