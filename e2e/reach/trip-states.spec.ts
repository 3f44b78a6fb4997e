import type { Airline, Customer } from "../support/airline";
import { book, cancelBooking, hold } from "../support/book";
import { bookedTrip, flightAt } from "../support/changes";
import { bookedThereAndBack } from "../support/round-trip";
import { expect, test } from "../support/stack";
import { titleFaults } from "./check-titles";
import { type State, visitStates } from "./visit-states";

const person = (givenName: string) => ({
  ...{ type: "ADULT", surname: "KIM", givenName, birthDate: "1990-05-05", gender: "F" },
});

/** What is kept of a customer. */
const kept = [
  ...["/account/profile", "/account/companions", "/account/companions/new"],
  ...["/account/preferences", "/account/data", "/account/data?refused=passwordWrong"],
  ...["/account/delete", "/account/delete?refused=tripsOpen", "/account/delete?refused=passwordWrong"],
];

/** The lists of somebody who has just come. */
const emptyLists = (): State[] =>
  [
    ...["/trips", "/trips?tab=past", "/mileage", "/history", "/messages"],
    ...["/account", "/account/security", ...kept],
  ].map((address) => ({
    name: `${address} of a new customer`,
    address,
  }));

/** A customer's trips in their states. */
async function trips(airline: Airline, customer: Customer): Promise<State[]> {
  const waiting = await hold(airline, customer);
  const cancelled = await book(airline, customer);
  await cancelBooking(customer, cancelled.reservationId);
  const passengers = [person("MINJI"), person("JUNHO")];
  const party = await bookedThereAndBack(airline, customer, { adults: 2, passengers }, 1120);
  const changed = await bookedTrip(airline, customer);
  const to = await flightAt(43, 92_000);
  const of = ({ locator }: { locator: string }, rest = "") => `/trips/${locator}${rest}`;
  const chooseDay: State["arrange"] = async (page, locale) => {
    await page.locator("main form button[type=submit]").first().click();
    await page.waitForURL(/flight=/);
    const segment = new URL(page.url()).searchParams.get("flight") ?? "";
    const query = new URLSearchParams({ flight: segment, [`date.${segment}`]: to.date });
    await page.goto(`/${locale}${of(changed, "/change")}?${query}`);
  };
  const quote: State["arrange"] = async (page, locale) => {
    await chooseDay(page, locale);
    await page.locator(`input[type=radio][value^='${to.id}.']`).first().check();
    await page.locator("main form button[type=submit]").last().click();
    await page.waitForURL(/\/quote/);
  };
  await airline.drained();
  return [
    ...["/trips", "/trips?tab=cancelled", "/mileage", "/history", "/messages", "/account"].map((address) => ({
      name: `${address} of a customer`,
      address,
    })),
    { name: "trip that waits for its payment", address: of(waiting) },
    { name: "cancelled trip", address: of(cancelled) },
    { name: "trip of a party", address: of(party) },
    { name: "cancellation", address: of(changed, "/cancel") },
    { name: "cancellation of a part", address: of(party, "/cancel") },
    { name: "contact", address: of(party, "/contact") },
    { name: "names", address: of(party, "/name") },
    { name: "name of a passenger", address: of(party, "/name?passenger=0") },
    { name: "split", address: of(party, "/split") },
    { name: "seats of a trip", address: of(party, "/seats") },
    { name: "change of flights", address: of(party, "/change") },
    { name: "change, the flights of a day", address: of(changed, "/change"), arrange: chooseDay },
    { name: "change, its price", address: of(changed, "/change"), arrange: quote },
  ];
}

test("a new customer's lists", async ({ context, airline }) => {
  await airline.signedIn(context);
  await visitStates(context, emptyLists(), 1);
});

test("a customer's lists, and trips in all their states", async ({ context, airline }) => {
  test.setTimeout(600_000);
  const customer = await airline.signedIn(context, "en");
  const states = await trips(airline, customer);
  await visitStates(context, states, 2);
  const addresses = ["", "/flights", "/trips/find", "/trips/access"];
  expect(
    await titleFaults(airline, customer, [...addresses, ...states.map(({ address }) => address)]),
  ).toEqual([]);
});

test("the words of a message say their language on a page in another one", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context, "en");
  const held = await book(airline, customer);
  await airline.drained();
  await page.goto("/ko/messages");
  await expect(page.locator("main summary [lang=en]").first()).toBeVisible();
  await page.goto(`/ko/trips/${held.locator}`);
  await expect(page.locator("main li [lang=en]").first()).toBeVisible();
  await airline.signIn(context, await airline.admin());
  await page.goto(`/ko/admin/customers/${customer.id}?tab=messages`);
  await expect(page.locator("main td [lang=en]").first()).toBeVisible();
});
