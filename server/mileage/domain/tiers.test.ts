import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tierStanding } from "./tiers";

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

  it("have no next tier at the top", () => {
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
