import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { fareCalendar, lowestTotals, searchFlights } from "@/server/reservation/queries";
import { CALENDAR_DAYS } from "@/server/reservation/schemas";
import { customer, flightOnSale, hold, policies } from "@/server/reservation/testing/fixtures";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";

beforeAll(policies);
afterAll(closeDatabase);

const dayIn = (days: number) => toLocal(new Date(Date.now() + days * 86_400_000), KOREA_ZONE).date;
const route = { from: "GMP", to: "CJU" };

const oneAdult = { adults: 1, children: 0, infants: 0 };

/** The lowest total that the results of a day offer the party. */
async function lowestResult(date: string, { way = route, party = oneAdult } = {}): Promise<number> {
  const flights = await searchFlights({ ...way, date, ...party });
  return Math.min(...flights.flatMap(({ fares }) => fares.filter((f) => f.enough).map((f) => f.totalAmount)));
}

test("a day's price is the lowest total of its results for one adult, charges included", async () => {
  const [early, late] = [dayIn(40), dayIn(41)];
  await flightOnSale({ departsInDays: 40 });
  const soldDown = await flightOnSale({ departsInDays: 41, units: 2, saverLimit: 1 });
  await hold(customer(), soldDown, { segments: [{ flightId: soldDown, brand: "SAVER" }] });
  const prices = await lowestTotals({ ...route, first: early, last: addDays(late, 3) });
  // 50,000 and 80,000 of fare; 7,700 of fuel surcharge and 4,000 of airport charge.
  expect(prices).toEqual([
    { date: early, amount: 61_700 },
    { date: late, amount: 91_700 },
  ]);
  expect(prices.map(({ amount }) => amount)).toEqual([await lowestResult(early), await lowestResult(late)]);
});

test("a party's price is the lowest total of its results for all of them, where all of them fit", async () => {
  const party = { adults: 2, children: 1, infants: 1 };
  const day = dayIn(45);
  // The cheap brand has two seats: the three who need one pay the next price.
  await flightOnSale({ departsInDays: 45, units: 5, saverLimit: 2 });
  const asked = { ...route, first: day, last: day };
  const [forAll] = await lowestTotals({ ...asked, ...party });
  expect(forAll?.amount).toBe(await lowestResult(day, { party }));
  const [forOne] = await lowestTotals(asked);
  expect(forOne?.amount).toBe(await lowestResult(day));
  expect(forAll?.amount).toBeGreaterThan(3 * (forOne?.amount ?? 0));
  expect(await lowestTotals({ ...asked, ...oneAdult, adults: 6 })).toEqual([]);
});

test("a day without a seat to sell has no price", async () => {
  const full = await flightOnSale({ departsInDays: 50, units: 1 });
  await hold(customer(), full);
  expect(await lowestTotals({ ...route, first: dayIn(50), last: dayIn(50) })).toEqual([]);
});

test("a calendar has both ways, and tells sold out days from days without a flight", async () => {
  const [early, full, empty] = [dayIn(60), dayIn(61), dayIn(62)];
  await flightOnSale({ departsInDays: 60 });
  await hold(customer(), await flightOnSale({ departsInDays: 61, units: 1 }));
  await flightOnSale({ departsInDays: 62, origin: "CJU", destination: "GMP" });
  const calendar = await fareCalendar({ ...route, first: early });
  expect(calendar).toEqual({
    first: early,
    last: addDays(early, CALENDAR_DAYS - 1),
    out: { days: [{ date: early, amount: await lowestResult(early) }], soldOut: [full] },
    back: {
      days: [{ date: empty, amount: await lowestResult(empty, { way: { from: "CJU", to: "GMP" } }) }],
      soldOut: [],
    },
  });
  // The other way round is the same answer, turned.
  const turned = await fareCalendar({ from: route.to, to: route.from, first: early });
  expect([turned.out, turned.back]).toEqual([calendar.back, calendar.out]);
});

test("a day with one flight full and another free is not sold out", async () => {
  const date = dayIn(130);
  await hold(customer(), await flightOnSale({ departsInDays: 130, units: 1 }));
  await flightOnSale({ departsInDays: 130 });
  expect((await fareCalendar({ ...route, first: date })).out).toEqual({
    days: [{ date, amount: 61_700 }],
    soldOut: [],
  });
});
