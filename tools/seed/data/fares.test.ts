import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fareBrands } from "@/server/shared/fare-terms";

import { addDays } from "@/server/shared/time";
import { aircraftOf } from "./aircraft";
import { fareBrandRules, fareKrw, flightFares } from "./fares";
import { routeOf, routes } from "./routes";

const date = fc.integer({ min: 0, max: 400 }).map((days) => addDays("2026-11-22", days));
const route = fc.constantFrom(...routes);
const brand = fc.constantFrom(...fareBrands);

describe("fare brands", () => {
  it("has one rule each, with limits that widen from the cheapest to the dearest of a cabin", () => {
    expect(fareBrandRules.map((rule) => rule.brand)).toEqual([...fareBrands]);
    const economy = fareBrandRules.filter((rule) => rule.cabin === "ECONOMY");
    expect(economy.map((rule) => rule.seatSharePercent)).toEqual([40, 80, 100]);
    expect(fareBrandRules.map((rule) => rule.mileageRatePercent)).toEqual([50, 100, 120, 150]);
  });
});

describe("fares", () => {
  it.each([
    ["GMP", "CJU", 25_000, 120_000],
    ["ICN", "NRT", 70_000, 280_000],
    ["ICN", "BKK", 120_000, 500_000],
    ["ICN", "JFK", 300_000, 1_300_000],
  ])("%s–%s in economy costs between %i and %i won", (origin, destination, least, most) => {
    for (let days = 0; days < 120; days += 1) {
      const on = addDays("2026-11-22", days);
      expect(fareKrw(routeOf(origin, destination), "SAVER", on, "2026-11-22")).toBeGreaterThanOrEqual(least);
      expect(fareKrw(routeOf(origin, destination), "STANDARD", on, "2026-11-22")).toBeLessThanOrEqual(most);
    }
  });

  it("follows weekday, month and days ahead", () => {
    const at = (on: string, soldOn: string) => fareKrw(routeOf("GMP", "CJU"), "STANDARD", on, soldOn);
    expect(at("2026-12-04", "2026-10-01")).toBeGreaterThan(at("2026-12-01", "2026-10-01"));
    expect(at("2027-08-06", "2027-05-01")).toBeGreaterThan(at("2027-03-05", "2026-12-01"));
    expect(at("2026-12-01", "2026-12-01")).toBeGreaterThan(at("2026-12-01", "2026-11-20"));
  });

  it("is a positive multiple of 100 won, the same each time, and never cheaper later", () => {
    fc.assert(
      fc.property(route, brand, date, fc.integer({ min: 0, max: 90 }), (on, which, day, ahead) => {
        const fare = fareKrw(on, which, day, addDays(day, -ahead));
        expect(fare % 100).toBe(0);
        expect(fare).toBeGreaterThanOrEqual(20_000);
        expect(fareKrw(on, which, day, addDays(day, -ahead))).toBe(fare);
        expect(fareKrw(on, which, day, addDays(day, -ahead - 7))).toBeLessThanOrEqual(fare);
      }),
    );
  });

  it("offers the brands of the cabins on board, each with its nested limit", () => {
    const offered = (type: string) =>
      flightFares(routeOf("GMP", "HND"), aircraftOf(type).layouts, "2026-12-01", "2026-11-22").map(
        ({ brand: which, cabin, unitLimit }) => [which, cabin, unitLimit],
      );
    expect(offered("7M8").map(([which]) => which)).toEqual(["SAVER", "STANDARD", "FLEX"]);
    expect(offered("32Q")).toEqual([
      ["SAVER", "ECONOMY", 69],
      ["STANDARD", "ECONOMY", 139],
      ["FLEX", "ECONOMY", 174],
      ["BUSINESS", "BUSINESS", 8],
    ]);
  });

  it("rises from brand to brand", () => {
    fc.assert(
      fc.property(route, date, (on, day) => {
        const fares = fareBrands.map((which) => fareKrw(on, which, day, "2026-11-22"));
        expect(fares).toEqual([...fares].sort((a, b) => a - b));
        expect(new Set(fares).size).toBe(fares.length);
      }),
    );
  });

  it("stays within exact integers on the longest route", () => {
    const most = fareKrw(
      { distanceMiles: 12_000, scope: "INTERNATIONAL" },
      "BUSINESS",
      "2027-08-01",
      "2027-08-01",
    );
    expect(Number.isSafeInteger(most * 100 ** 4)).toBe(true);
  });
});
