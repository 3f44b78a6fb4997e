import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { lowestTotals, searchFlights } from "@/server/reservation/queries";
import { customer, flightOnSale, hold, policies } from "@/server/reservation/testing/fixtures";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";

beforeAll(policies);
afterAll(closeDatabase);

const dayIn = (days: number) => toLocal(new Date(Date.now() + days * 86_400_000), KOREA_ZONE).date;
const route = { from: "GMP", to: "CJU" };

/** The lowest total that the results of a day offer one adult. */
async function lowestResult(date: string): Promise<number> {
  const flights = await searchFlights({ ...route, date, adults: 1, children: 0, infants: 0 });
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

test("a day without a seat to sell has no price", async () => {
  const full = await flightOnSale({ departsInDays: 50, units: 1 });
  await hold(customer(), full);
  expect(await lowestTotals({ ...route, first: dayIn(50), last: dayIn(50) })).toEqual([]);
});
