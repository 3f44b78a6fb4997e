import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { closeSale, releaseHold, sellFlights } from "@/server/reservation";
import { availability, availableDays, availableFlights } from "@/server/reservation/queries";
import {
  customer,
  hold,
  moveDeadline,
  policies,
  publishedFlight,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { codeOf } from "@/server/shared/testing/outcome";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";

beforeAll(policies);
afterAll(closeDatabase);
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

let days = 20;
const party = { adults: 1, children: 0, infants: 0 };

/** A flight on a day of its own, with the search that finds it. */
async function onSale(units: number) {
  const { flightId, published } = publishedFlight({ units, departsInDays: days++ });
  await sellFlights(system, published);
  const date = published.flights[0]?.departureDate ?? "";
  const search = { from: "GMP", to: "CJU", date, ...party };
  return { flightId, date, search, departsInDays: days - 1 };
}

type Search = Awaited<ReturnType<typeof onSale>>["search"] & { customerId?: string };

/** Seats left at the standard fare of each flight that is found. */
const left = async (search: Search, atMostMs?: number) =>
  (await availableFlights(search, atMostMs === undefined ? {} : { atMostMs })).map(
    ({ fares }) => fares.find(({ brand }) => brand === "STANDARD")?.left,
  );

/** Moves the process's clock; no test waits for an answer to age. */
const later = (ms: number) => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + ms);
};

test("customers who ask for one key at the same time share one query", async () => {
  const { search, date } = await onSale(5);
  await availableDays({ from: "GMP", to: "CJU", first: date, last: date });
  const statements = vi.spyOn(database(), "execute");
  const searches = () =>
    statements.mock.calls.filter((call) => inspect(call, { depth: null }).includes("cabin_layouts")).length;
  const asked = Array.from({ length: 60 }, () => availableFlights(search));
  const found = await Promise.all([...asked, ...asked.map(() => availability(search))]);
  expect(searches()).toBe(1);
  expect(found[0]).toMatchObject([{ fares: [{ left: 5 }, { left: 5 }] }]);
  // Every value of the search is part of the key.
  const others = [
    { adults: 2 },
    { children: 1 },
    { infants: 1 },
    { from: "SEL" },
    { to: "FUK" },
    { date: toLocal(new Date(), KOREA_ZONE).date },
  ];
  await Promise.all(
    others.flatMap((other) => Array.from({ length: 5 }, () => availableFlights({ ...search, ...other }))),
  );
  expect(searches()).toBe(1 + others.length);
});

test("an answer is used for two seconds and not longer, and for one in a page, whose document is shared for another", async () => {
  const { search } = await onSale(5);
  const first = await availability(search);
  later(900);
  expect(await availableFlights(search)).toBe(first.flights);
  later(1_000);
  expect(await availability(search)).toBe(first);
  const inPage = await availableFlights(search);
  expect(inPage).not.toBe(first.flights);
  later(1_000);
  expect(await availableFlights(search)).not.toBe(inPage);
  const last = await availability(search);
  later(2_000);
  expect(await availability(search)).not.toBe(last);
});

describe("a shared answer that is out of date", () => {
  test("sells nothing: the second customer is refused, and nothing is held for them", async () => {
    const { search, flightId } = await onSale(1);
    const loser = customer();
    const own = { ...search, customerId: loser.actor.id };
    expect(await left(own)).toEqual([1]);
    await hold(customer(), flightId);
    // Within its two seconds it still shows the seat.
    expect(await left(own)).toEqual([1]);
    expect(await codeOf(hold(loser, flightId))).toBe("SOLD_OUT");
    expect(await unitCounts(flightId)).toEqual({ sold: 0, held: 1, free: 0 });
    // Whoever was just refused sees what is there now, and so does everybody after that.
    expect([await left(own, 0), await left(search)]).toEqual([[0], [0]]);
  });

  test("never makes a flight look full to the customer who holds its last seat, or gave it up just now", async () => {
    const { search, flightId } = await onSale(1);
    const holder = customer();
    const held = await hold(holder, flightId);
    const own = { ...search, customerId: holder.actor.id };
    expect([await left(search), await left(own)]).toEqual([[0], [1]]);
    await releaseHold(holder, held);
    expect([await left(search), await left(own)]).toEqual([[0], [1]]);
    later(2_000);
    expect(await left(search)).toEqual([1]);
  });

  test("is never shared by those who hold seats: it would show others what is theirs alone", async () => {
    const { search, flightId } = await onSale(1);
    const holder = customer();
    const held = await hold(holder, flightId);
    expect(await left({ ...search, customerId: holder.actor.id })).toEqual([1]);
    expect([await left(search), await left({ ...search, customerId: customer().actor.id })]).toEqual([
      ...[[0], [0]],
    ]);
    await moveDeadline(held.reservationId, -1);
    later(2_000);
    expect(await left(search)).toEqual([1]);
  });

  test("is replaced within two seconds when a flight is cancelled or published", async () => {
    const { search, flightId, date, departsInDays } = await onSale(3);
    const range = { from: "GMP", to: "CJU", first: date, last: date };
    expect([await left(search), (await availableDays(range)).length]).toEqual([[3], 1]);
    await closeSale(system, { flightId });
    later(2_000);
    expect([await left(search), await availableDays(range)]).toEqual([[], []]);
    const { published } = publishedFlight({ units: 4, departsInDays });
    await sellFlights(system, published);
    later(2_000);
    expect([await left(search), (await availableDays(range)).length]).toEqual([[4], 1]);
  });
});
