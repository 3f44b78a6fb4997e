import { describe, expect, it } from "vitest";
import { cheapestTotal, dayPartOf, nearestDays, sortFlights } from "./flight-order";
import type { FareTile } from "./types";

const fare = (totalAmount: number, enough = true): FareTile => ({
  brand: "SAVER",
  adultAmount: totalAmount,
  totalAmount,
  left: enough ? 9 : 0,
  enough,
});

const flight = (id: string, departs: string, hours: number, fares: FareTile[]) => ({
  id,
  departsAt: `2026-12-01T${departs}:00Z`,
  arrivesAt: new Date(Date.parse(`2026-12-01T${departs}:00Z`) + hours * 3_600_000).toISOString(),
  originZone: "Asia/Seoul",
  fares,
});

describe("sortFlights", () => {
  const early = flight("early", "00:00", 3, [fare(50_000)]);
  const cheap = flight("cheap", "05:00", 2, [fare(90_000), fare(30_000)]);
  const full = flight("full", "02:00", 1, [fare(10_000, false)]);
  const order = (by: Parameters<typeof sortFlights>[1]) =>
    sortFlights([cheap, full, early], by).map((each) => each.id);

  it("orders by departure", () => expect(order("departure")).toEqual(["early", "full", "cheap"]));
  it("orders by the cheapest open fare, full flights last", () =>
    expect(order("price")).toEqual(["cheap", "early", "full"]));
  it("orders by duration", () => expect(order("duration")).toEqual(["full", "cheap", "early"]));
});

describe("a flight", () => {
  it("has no cheapest total when no fare has enough seats", () => {
    expect(cheapestTotal({ fares: [fare(1, false)] })).toBeNull();
  });

  it("leaves in a part of the day by the airport's clock", () => {
    const at = (departsAt: string, originZone: string) => dayPartOf({ departsAt, originZone });
    expect(at("2026-12-01T20:59:00Z", "Asia/Seoul")).toBe("dawn");
    expect(at("2026-12-01T21:00:00Z", "Asia/Seoul")).toBe("morning");
    expect(at("2026-12-01T17:00:00Z", "America/New_York")).toBe("afternoon");
    expect(at("2026-12-01T09:00:00Z", "Asia/Seoul")).toBe("evening");
  });
});

it("finds the nearest days, the earlier of two equally near", () => {
  const days = ["2026-12-09", "2026-12-01", "2026-12-04", "2026-12-06"].map((date) => ({ date }));
  expect(nearestDays(days, "2026-12-05", 3).map((day) => day.date)).toEqual([
    "2026-12-04",
    "2026-12-06",
    "2026-12-01",
  ]);
});
