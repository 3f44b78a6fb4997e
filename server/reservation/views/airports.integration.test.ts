import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { listAirports, routesBetween } from "../queries";
import { sellFlights } from "../sell-flights";
import { policies, publishedFlight, system } from "../testing/fixtures";

afterAll(closeDatabase);
beforeAll(async () => {
  await policies();
  const { published } = publishedFlight({ origin: "ICN" });
  const gimpo = published.airports.find((airport) => airport.code === "GMP");
  if (!gimpo) throw new Error("no GMP");
  await sellFlights(system, { ...published, airports: [...published.airports, { ...gimpo, code: "ICN" }] });
  // Known as the destination of a flight that is not from Seoul.
  await sellFlights(system, publishedFlight({ origin: "CJU", destination: "GMP" }).published);
});

test("a route that is not flown has its way by the other airport of the city", async () => {
  expect((await listAirports()).map(({ code }) => code).sort()).toEqual(["CJU", "GMP", "ICN"]);
  expect(await routesBetween("GMP", "CJU")).toEqual([{ from: "ICN", to: "CJU" }]);
  expect(await routesBetween("ICN", "CJU")).toEqual([{ from: "ICN", to: "CJU" }]);
  expect(await routesBetween("CJU", "ICN")).toEqual([{ from: "CJU", to: "GMP" }]);
  expect(await routesBetween("GMP", "ZZZ")).toEqual([]);
});
