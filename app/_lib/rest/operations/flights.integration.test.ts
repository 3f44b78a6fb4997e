import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { sellFlights } from "@/server/reservation";
import { customer, hold, policies, publishedFlight, system } from "@/server/reservation/testing/fixtures";
import { KOREA_ZONE } from "@/server/shared/airline";
import { anonymous } from "@/server/shared/testing/actors";
import { addDays, toLocal } from "@/server/shared/time";
import * as flights from "./flights";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

beforeAll(policies);
afterAll(closeDatabase);

const today = toLocal(new Date(), KOREA_ZONE).date;

/** A flight on sale with its local day. */
async function onSale(options: Parameters<typeof publishedFlight>[0]) {
  const { flightId, published } = publishedFlight(options);
  await sellFlights(system, published);
  return { flightId, day: published.flights[0]?.departureDate ?? "" };
}
const ids = (found: { flightId: number }[]) => found.map(({ flightId }) => flightId);

describe("what is on sale, for everybody", () => {
  test("airports, routes between cities, and the rules of brands and passengers", async () => {
    await onSale({});
    const read = (operation: Parameters<typeof ask>[0], query = {}) => ask(operation, anonymous, { query });
    const airports = await read(flights.listAirports);
    expect(airports.data.map(({ code }: { code: string }) => code)).toEqual(["GMP", "CJU"]);
    const routes = await read(flights.listRoutes, { from: "sel", to: "CJU" });
    expect(routes.data).toEqual([{ from: "GMP", to: "CJU" }]);
    const brands = await read(flights.listFareBrands);
    expect(brands.data).toHaveLength(4);
    expect((await read(flights.getPassengerRules)).data.DOMESTIC.infantUnderAge).toBe(2);
    const terms = await read(flights.listRefundTerms, {
      ...{ brand: "STANDARD", scope: "DOMESTIC", date: today },
    });
    expect(terms.data).toMatchObject([{ brand: "STANDARD", scope: "DOMESTIC" }]);
  });

  test("a query that nobody can mean is refused at its field", async () => {
    const fields = async (operation: Parameters<typeof ask>[0], query: Record<string, string | number>) => {
      const { status, data } = await ask(operation, anonymous, { query });
      return [status, data.fieldErrors];
    };
    const way = { from: "GMP", to: "CJU", depart: addDays(today, 10) };
    expect(await fields(flights.searchOffers, { ...way, to: "GMP" })).toEqual([422, { to: "sameAirport" }]);
    expect(await fields(flights.searchOffers, { ...way, return: addDays(today, 9) })).toEqual([
      ...[422, { return: "returnBeforeDepart" }],
    ]);
    expect(await fields(flights.searchOffers, { ...way, adults: 9, children: 1 })).toMatchObject([422, {}]);
    expect(await fields(flights.searchOffers, { ...way, outbound: 0 })).toMatchObject([
      ...[422, { outbound: expect.any(String) }],
    ]);
    expect(await fields(flights.listRoutes, { from: "GMP" })).toMatchObject([
      ...[422, { to: expect.any(String) }],
    ]);
    expect(await fields(flights.listRefundTerms, { brand: "GOLD", scope: "DOMESTIC", date: today })).toEqual([
      422,
      { brand: expect.any(String) },
    ]);
  });
});

describe("an offer search", () => {
  test("has the fares of each brand for the party, one way and both ways", async () => {
    const out = await onSale({ departsInDays: 31 });
    const back = await onSale({ departsInDays: 34, origin: "CJU", destination: "GMP" });
    const way = { from: "SEL", to: "CJU", depart: out.day, adults: 2 };
    const oneWay = await ask(flights.searchOffers, anonymous, { query: way });
    expect([ids(oneWay.data.outbound), oneWay.data.inbound]).toEqual([[out.flightId], []]);
    const [fare] = oneWay.data.outbound[0].fares;
    expect(fare).toMatchObject({ brand: "SAVER", totalAmount: fare.adultAmount * 2, left: 6, enough: true });
    const both = await ask(flights.searchOffers, anonymous, { query: { ...way, return: back.day } });
    expect([ids(both.data.outbound), ids(both.data.inbound)]).toEqual([[out.flightId], [back.flightId]]);
  });

  test("with the flight out chosen has the ways back that can be held together with it", async () => {
    const out = await onSale({ departsInDays: 41 });
    const atOnce = await onSale({ departsInDays: 41, origin: "CJU", destination: "GMP" });
    const later = await onSale({ departsInDays: 42, origin: "CJU", destination: "GMP" });
    const query = (back: string) => ({ from: "GMP", to: "CJU", depart: out.day, return: back });
    const inbound = async (back: string, outbound?: number) =>
      ids(
        (
          await ask(flights.searchOffers, anonymous, {
            query: { ...query(back), ...(outbound && { outbound }) },
          })
        ).data.inbound,
      );
    expect(await inbound(atOnce.day)).toEqual([atOnce.flightId]);
    expect(await inbound(atOnce.day, out.flightId)).toEqual([]);
    expect(await inbound(later.day, out.flightId)).toEqual([later.flightId]);
    expect(await inbound(later.day, out.flightId + 1_000)).toEqual([]);
  });

  test("counts the seats that the member holds as free for that member alone", async () => {
    const member = customer();
    const { flightId, day } = await onSale({ departsInDays: 51, units: 2 });
    await hold(member, flightId);
    const query = { from: "GMP", to: "CJU", depart: day };
    const left = async (ctx: typeof anonymous) =>
      (await ask(flights.searchOffers, ctx, { query })).data.outbound[0].fares[0].left;
    expect([await left(member), await left(customer()), await left(anonymous)]).toEqual([2, 1, 1]);
  });
});

test("the lowest totals reach no further than three months", async () => {
  const near = await onSale({ departsInDays: 61 });
  const far = await onSale({ departsInDays: 161 });
  const query = { from: "GMP", to: "CJU", first: near.day, last: far.day };
  const { data } = await ask(flights.listFares, anonymous, { query });
  expect(data.map(({ date }: { date: string }) => date)).toEqual([near.day]);
});
