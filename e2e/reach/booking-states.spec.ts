import { moveDeadline } from "@/server/reservation/testing/fixtures";
import type { Airline, Customer } from "../support/airline";
import { book, type Held, hold, holdBody, openCheckout, pay } from "../support/book";
import { flightsThereAndBack } from "../support/flights";
import { expect, test } from "../support/stack";
import { titleFaults } from "./check-titles";
import { type State, visitStates } from "./visit-states";

async function thereAndBack(airline: Airline, customer: Customer): Promise<Held> {
  const [out, back] = await flightsThereAndBack(9);
  const body = holdBody(out.id, customer);
  const both = { ...body, segments: [...body.segments, { flightId: back.id, brand: "STANDARD" }] };
  return (await airline.post<Held>(customer, "/api/v1/reservations", both)).body;
}

const step = ({ reservationId }: Held, rest: string) => `/book/${reservationId}/${rest}`;

const steps = (held: Held, both: Held): State[] => [
  { name: "passengers", address: step(held, "passengers") },
  {
    name: "passengers with errors",
    address: step(held, "passengers"),
    arrange: async (page) => {
      await page.locator("[name='passengers.0.surname']").fill("김");
      await page.locator("main form button[type=submit]").first().click();
      await page.locator("main [aria-invalid=true]").first().waitFor();
    },
  },
  { name: "passengers, another price", address: step(held, "passengers?before=1000") },
  { name: "seats", address: step(held, "seats") },
  { name: "seats of the way out", address: step(both, "seats") },
  { name: "seats of the way back", address: step(both, "seats?segment=1") },
  { name: "seats given", address: step(held, "seats?outcome=together") },
  { name: "review", address: step(held, "review") },
  { name: "review of both directions", address: step(both, "review") },
  {
    name: "review without consent",
    address: step(held, "review"),
    arrange: async (page) => {
      await page.locator("main form:has([name^='consent.']) button[type=submit]").click();
      await page.locator("main [aria-invalid=true]").first().waitFor();
    },
  },
  { name: "review after the payment page", address: step(held, "review?payment=cancelled") },
  {
    name: "review, giving up",
    address: step(held, "review"),
    isCovered: true,
    arrange: async (page) => {
      await page
        .locator("main button")
        .filter({ hasText: /다시 검색|search again/i })
        .last()
        .click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
];

/** Holds whose payment has come to something. */
async function outcomes(airline: Airline, customer: Customer): Promise<State[]> {
  const paying = async (card?: string) => {
    const held = await hold(airline, customer);
    const session = await openCheckout(airline, customer, held);
    if (card) await pay(airline, session, card);
    return { name: `result of the card ${card}`, address: step(held, "result") };
  };
  const ended = await hold(airline, customer);
  await moveDeadline(ended.reservationId, -1_000);
  const paid = await book(airline, customer);
  return [
    await paying(),
    await paying("declined"),
    await paying("late"),
    { name: "result of a payment", address: step(paid, "result") },
    { name: "passengers of an ended hold", address: step(ended, "passengers") },
    { name: "seats of an ended hold", address: step(ended, "seats") },
    { name: "result of an ended hold", address: step(ended, "result") },
  ];
}

test("each step of a booking and each end of its payment", async ({ context, airline }) => {
  test.setTimeout(600_000);
  const customer = await airline.signedIn(context);
  const [held, both] = [await hold(airline, customer), await thereAndBack(airline, customer)];
  const states = [...steps(held, both), ...(await outcomes(airline, customer))];
  await visitStates(context, states, 3);
  expect(
    await titleFaults(
      airline,
      customer,
      steps(held, both).map(({ address }) => address),
    ),
  ).toEqual([]);
});
