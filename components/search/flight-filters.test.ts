import { expect, test } from "vitest";
import { aircraftTypesOf, filterCount, filterFlights, priceSteps, withoutFilters } from "./flight-filters";

const flight = (hour: number, total: number | null, aircraftEn = "Boeing 737-8") => ({
  departsAt: `2026-12-01T${String(hour).padStart(2, "0")}:00:00Z`,
  originZone: "UTC",
  aircraftKo: aircraftEn === "Boeing 737-8" ? "보잉 737-8" : aircraftEn,
  aircraftEn,
  fares: [
    {
      brand: "SAVER" as const,
      adultAmount: total ?? 1,
      totalAmount: total ?? 1,
      left: 9,
      enough: total !== null,
    },
  ],
});

const [early, noon, late, full] = [
  flight(7, 50_000),
  flight(13, 70_000, "ATR 72-600"),
  flight(19, 90_000),
  flight(20, null),
] as const;
const day = [early, noon, late, full];

test("each filter leaves out what does not fit, and several hold together", () => {
  expect(filterFlights(day, {}, 0)).toEqual(day);
  expect(filterFlights(day, { time: "evening" }, 0)).toEqual([late, full]);
  expect(filterFlights(day, { aircraft: "ATR 72-600" }, 0)).toEqual([noon]);
  expect(filterFlights(day, { max: 70_000 }, 0)).toEqual([early, noon]);
  expect(filterFlights(day, { max: 70_000, aircraft: "Boeing 737-8" }, 0)).toEqual([early]);
  expect(filterFlights(day, { time: "evening", aircraft: "ATR 72-600" }, 0)).toEqual([]);
});

test("the highest total counts the flight that was chosen before", () => {
  expect(filterFlights(day, { max: 100_000 }, 40_000)).toEqual([early]);
});

test("a flight without enough seats has no total to compare", () => {
  expect(filterFlights([full], { max: 900_000_000 }, 0)).toEqual([]);
});

test("offered totals are round, and each leaves some flights out and some in", () => {
  expect(priceSteps(day, 0)).toEqual([50_000, 70_000]);
  expect(priceSteps(day, 4_500)).toEqual([60_000, 80_000]);
  expect(priceSteps([early, early], 0)).toEqual([]);
  expect(priceSteps([full], 0)).toEqual([]);
  const many = Array.from({ length: 12 }, (_, n) => flight(7, 50_000 + n * 10_000));
  const steps = priceSteps(many, 0);
  expect(steps).toHaveLength(4);
  for (const max of steps) {
    const shown = filterFlights(many, { max }, 0).length;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(many.length);
  }
});

test("aircraft types are named once", () => {
  expect(aircraftTypesOf(day)).toEqual([
    { ko: "보잉 737-8", en: "Boeing 737-8" },
    { ko: "ATR 72-600", en: "ATR 72-600" },
  ]);
});

test("clearing keeps the choice and the order", () => {
  const view = { out: "1.SAVER", sort: "price", time: "dawn", max: 1, aircraft: "x", open: 3 } as const;
  expect(filterCount(view)).toBe(3);
  expect(filterCount({})).toBe(0);
  expect(withoutFilters(view)).toEqual({ out: "1.SAVER", sort: "price" });
});
