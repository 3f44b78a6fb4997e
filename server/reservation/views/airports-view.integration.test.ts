import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placesOf } from "@/components/flight/places";
import { searchDays } from "@/components/search/search-days";
import { closeDatabase, database } from "@/db/client";
import { sellFlights } from "@/server/reservation/inventory/sell-flights";
import { listAirports, lowestTotals, routesBetween, searchFlights } from "@/server/reservation/queries";
import { policies, publishedFlight, system } from "@/server/reservation/testing/fixtures";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { airportsOf } from "./airports-view";

/** A zone whose date differs from the Korean date at any time of the test run. */
const elsewhere = ["Pacific/Honolulu", "Pacific/Kiritimati"].find(
  (zone) => toLocal(new Date(), zone).date !== toLocal(new Date(), KOREA_ZONE).date,
)!;

const airport = (code: string, cityCode: string, zone = KOREA_ZONE) => ({
  ...{ code, cityCode, zone, country: zone === KOREA_ZONE ? "KR" : "US" },
  ...{ nameKo: code, nameEn: code, cityKo: cityCode, cityEn: cityCode },
});

type Options = Parameters<typeof publishedFlight>[0];
const sell = (options: Options, airports: ReturnType<typeof airport>[] = []) => {
  const { flightId, published } = publishedFlight(options);
  return sellFlights(system, { ...published, airports: [...published.airports, ...airports] }).then(
    () => flightId,
  );
};

let fromIncheon = 0;
afterAll(closeDatabase);
beforeAll(async () => {
  await policies();
  fromIncheon = await sell({ origin: "ICN" }, [airport("ICN", "SEL")]);
  // Known as the destination of a flight that is not from Seoul.
  await sell({ origin: "CJU", destination: "GMP" });
});

const oneAdult = { adults: 1, children: 0, infants: 0 };
const dayIn = (days: number) => toLocal(new Date(Date.now() + days * 86_400_000), KOREA_ZONE).date;
const found = async (from: string, to: string, date: string) =>
  (await searchFlights({ ...oneAdult, from, to, date })).map(({ flightId }) => flightId);

test("a route without flights has a way by the other airport of the city", async () => {
  expect((await listAirports()).map(({ code }) => code)).toEqual(
    expect.arrayContaining(["CJU", "GMP", "ICN"]),
  );
  expect(await routesBetween("GMP", "CJU")).toEqual([{ from: "ICN", to: "CJU" }]);
  expect(await routesBetween("ICN", "CJU")).toEqual([{ from: "ICN", to: "CJU" }]);
  expect(await routesBetween("SEL", "CJU")).toEqual([{ from: "ICN", to: "CJU" }]);
  expect(await routesBetween("CJU", "ICN")).toEqual([{ from: "CJU", to: "GMP" }]);
  expect(await routesBetween("GMP", "ZZZ")).toEqual([]);
});

test("a city is searched at all its airports, one airport at that one", async () => {
  const fromGimpo = await sell({ departsInDays: 30 });
  const later = await sell({ departsInDays: 30, origin: "ICN" });
  expect((await found("SEL", "CJU", dayIn(30))).sort()).toEqual([fromGimpo, later].sort());
  expect(await found("GMP", "CJU", dayIn(30))).toEqual([fromGimpo]);
  expect(await found("SEL-ALL", "CJU", dayIn(10))).toEqual([fromIncheon]);
  expect(await found("CJU", "SEL", dayIn(10))).toHaveLength(1);
  expect(await found("SEL", "ZZZ", dayIn(10))).toEqual([]);
});

test("a city's price of a day is the lowest total of its airports, each with its own charges", async () => {
  await sell({ departsInDays: 33, origin: "ICN" });
  const days = { to: "CJU", first: dayIn(33), last: dayIn(33) };
  const [incheon] = await lowestTotals({ ...days, from: "ICN" });
  expect(await lowestTotals({ ...days, from: "SEL" })).toEqual([incheon]);
  await sell({ departsInDays: 33 });
  const [gimpo] = await lowestTotals({ ...days, from: "GMP" });
  // The airport charge of Incheon is KRW 1,000 more.
  expect(incheon!.amount - gimpo!.amount).toBe(1_000);
  expect(await lowestTotals({ ...days, from: "SEL" })).toEqual([gimpo]);
});

test("the database and the form use the same airport codes", async () => {
  await sell({ origin: "PVG", destination: "SHA" }, [airport("PVG", "SHA"), airport("SHA", "SHA")]);
  const places = placesOf(await listAirports());
  expect([...places.keys()]).toEqual(
    expect.arrayContaining(["SEL", "SEL-ALL", "GMP", "SHA", "SHA-ALL", "PVG"]),
  );
  for (const [code, place] of places) {
    const { rows } = await database().execute<{ codes: string[] }>(sql`select ${airportsOf(code)} as codes`);
    expect(rows[0]?.codes.sort(), code).toEqual(place.airports.map((each) => each.code).sort());
  }
});

test("an airport from an earlier version stands for its city by its own code until it is published again", async () => {
  await sell({ origin: "OLD" }, [{ ...airport("OLD", "OLD"), cityCode: undefined as never }]);
  const cityOf = async () => (await listAirports()).find(({ code }) => code === "OLD")?.cityCode;
  expect(await cityOf()).toBe("OLD");
  expect(await found("OLD", "CJU", dayIn(10))).toHaveLength(1);
  await sell({ origin: "OLD" }, [airport("OLD", "ODC")]);
  expect(await cityOf()).toBe("ODC");
  expect(await found("ODC", "CJU", dayIn(10))).toHaveLength(2);
});

test("a flight that leaves today by its airport's clock is found on that day, though Korea has another one", async () => {
  const now = new Date();
  const minute = 1 / 1_440;
  // In three hours, or in half of that, if it is then still today in that zone.
  const departsInDays = [180, 90]
    .map((minutes) => minutes * minute)
    .find(
      (days) =>
        toLocal(new Date(now.getTime() + days * 86_400_000), elsewhere).date === toLocal(now, elsewhere).date,
    );
  const date = toLocal(new Date(now.getTime() + (departsInDays ?? 1) * 86_400_000), elsewhere).date;
  const flight = await sell({ origin: "FAR", originZone: elsewhere, departsInDays: departsInDays ?? 1 }, [
    airport("FAR", "FAR", elsewhere),
  ]);
  const { departToday } = searchDays({ from: elsewhere, to: KOREA_ZONE }, now);
  expect([date, addDays(date, -1)]).toContain(departToday);
  expect(await found("FAR", "CJU", date)).toEqual([flight]);
  expect(await lowestTotals({ from: "FAR", to: "CJU", first: departToday, last: date })).toMatchObject([
    { date },
  ]);
});
