import tzLookup from "tz-lookup";
import { describe, expect, it } from "vitest";
import { isZone, toLocal } from "@/server/shared/time";
import { type Airport, airportOf, airports } from "./airports";

/** Instants across a year: two zones that agree on all of them are one to a timetable. */
const instants = Array.from({ length: 24 }, (_, half) => new Date(Date.UTC(2026, 0, 1 + half * 15, 12)));

function groupBy(keyOf: (airport: Airport) => string): Map<string, Airport[]> {
  const groups = new Map<string, Airport[]>();
  for (const airport of airports)
    groups.set(keyOf(airport), [...(groups.get(keyOf(airport)) ?? []), airport]);
  return groups;
}

describe("airports", () => {
  it("has at least 60, each code once and well formed", () => {
    const codes = airports.map((airport) => airport.code);
    expect(codes.length).toBeGreaterThanOrEqual(60);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[A-Z]{3}$/);
  });

  it("names each in Korean and English", () => {
    for (const airport of airports) {
      expect(airport.nameKo).toMatch(/^[가-힣A-Z.]+공항$/);
      expect(airport.cityKo).toMatch(/^[가-힣]+$/);
      expect(airport.nameEn).toMatch(/^[A-Za-z .'-]+Airport$/);
      expect(airport.country).toMatch(/^[A-Z]{2}$/);
    }
  });

  it("gives a city's airports one code, one zone and one name", () => {
    const cities = groupBy(({ cityCode }) => cityCode);
    expect(cities.get("SEL")?.map(({ code }) => code)).toEqual(["ICN", "GMP"]);
    for (const [cityCode, own] of cities) {
      expect(cityCode).toMatch(/^[A-Z]{3}$/);
      const same = own.map(({ country, cityKo, cityEn, zone }) => [country, cityKo, cityEn, zone].join());
      expect(new Set(same).size, cityCode).toBe(1);
    }
    const names = groupBy(({ country, cityEn }) => `${country} ${cityEn}`);
    for (const [name, own] of names) expect(new Set(own.map((each) => each.cityCode)).size, name).toBe(1);
    // A code of an airport is its own city's code, never another's.
    for (const { code } of airports)
      if (cities.has(code))
        expect(
          cities.get(code)?.some((each) => each.code === code),
          code,
        ).toBe(true);
  });

  it("knows every airport in Korea with scheduled flights", () => {
    const codes = airports.filter((airport) => airport.country === "KR").map((airport) => airport.code);
    expect(codes.sort().join(" ")).toBe("CJJ CJU GMP HIN ICN KPO KUV KWJ MWX PUS RSU TAE USN WJU YNY");
  });

  it.each(airports.map((airport) => [airport.code, airport] as const))(
    "%s lies in its zone",
    (_, airport) => {
      expect(isZone(airport.zone)).toBe(true);
      const found = tzLookup(airport.latitude, airport.longitude);
      for (const instant of instants) {
        expect(toLocal(instant, airport.zone)).toEqual(toLocal(instant, found));
      }
    },
  );

  it("fails on an unknown code", () => {
    expect(() => airportOf("QQQ")).toThrow();
  });
});
