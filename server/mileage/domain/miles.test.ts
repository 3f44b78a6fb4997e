import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLocal } from "@/server/shared/time";
import { expiresAt, milesFor } from "./accrual";
import { tierStanding } from "./tiers";

describe("miles of a segment", () => {
  it.each([
    [280, 50, 140],
    [281, 50, 141],
    [6906, 120, 8287],
    [6906, 150, 10_359],
    [280, 0, 0],
  ])("%i miles at %i %% earn %i", (distance, rate, miles) => {
    expect(milesFor(distance, rate)).toBe(miles);
  });

  it("are whole, at most half a mile off, and no fewer at a better rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 300 }), (distance, rate) => {
        const miles = milesFor(distance, rate);
        expect(Number.isInteger(miles)).toBe(true);
        expect(Math.abs(miles * 100 - distance * rate)).toBeLessThanOrEqual(50);
        expect(milesFor(distance, rate + 1)).toBeGreaterThanOrEqual(miles);
      }),
    );
  });
});

describe("expiry", () => {
  it("is ten years on, at the end of the Korean day", () => {
    expect(expiresAt("2026-12-01T14:59:00.000Z")).toEqual(new Date("2036-12-01T15:00:00.000Z"));
    expect(expiresAt("2026-12-01T15:00:00.000Z")).toEqual(new Date("2036-12-02T15:00:00.000Z"));
    expect(expiresAt(new Date("2028-02-29T00:00:00.000Z"))).toEqual(new Date("2038-02-28T15:00:00.000Z"));
  });

  it("always falls on a Korean midnight and never early", () => {
    const arrival = fc.date({
      min: new Date("2024-01-01"),
      max: new Date("2040-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(arrival, (arrivesAt) => {
        const lapses = expiresAt(arrivesAt);
        expect(toLocal(lapses, "Asia/Seoul").time).toBe("00:00");
        const tenYearsOn = new Date(arrivesAt);
        tenYearsOn.setUTCFullYear(arrivesAt.getUTCFullYear() + 10);
        if (arrivesAt.getUTCMonth() !== 1) expect(lapses.getTime()).toBeGreaterThan(tenYearsOn.getTime());
      }),
    );
  });
});

describe("tiers", () => {
  it.each([
    [-500, "BLUE", "SILVER", 10_500],
    [0, "BLUE", "SILVER", 10_000],
    [9_999, "BLUE", "SILVER", 1],
    [10_000, "SILVER", "GOLD", 20_000],
    [59_999, "GOLD", "PLATINUM", 1],
  ])("%i miles are %s, with %s %i away", (miles, tier, next, missingMiles) => {
    expect(tierStanding(miles)).toEqual({ tier, next: { tier: next, missingMiles } });
  });

  it("end at the top", () => {
    expect(tierStanding(60_000)).toEqual({ tier: "PLATINUM", next: null });
  });

  it("are reached by exactly the missing miles", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 80_000 }), (miles) => {
        const { tier, next } = tierStanding(miles);
        if (!next) return;
        expect(tierStanding(miles + next.missingMiles).tier).toBe(next.tier);
        expect(tierStanding(miles + next.missingMiles - 1).tier).toBe(tier);
      }),
    );
  });
});
