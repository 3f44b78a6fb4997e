/** Member tiers from the lowest, with the qualifying miles of a year that each asks for. */
const thresholds = [
  { tier: "BLUE", fromMiles: 0 },
  { tier: "SILVER", fromMiles: 10_000 },
  { tier: "GOLD", fromMiles: 30_000 },
  { tier: "PLATINUM", fromMiles: 60_000 },
] as const;

export type Tier = (typeof thresholds)[number]["tier"];

export interface TierStanding {
  readonly tier: Tier;
  /** The next tier and what it still takes; null at the top. */
  readonly next: { readonly tier: Tier; readonly missingMiles: number } | null;
}

/**
 * The tier that a year's qualifying miles (flown, reversals taken off) give. Fewer than none, after
 * a reversal in the new year, still is the lowest tier.
 */
export function tierStanding(qualifyingMiles: number): TierStanding {
  const reached = thresholds.filter(({ fromMiles }) => qualifyingMiles >= fromMiles);
  const next = thresholds.find(({ fromMiles }) => fromMiles > Math.max(0, qualifyingMiles));
  return {
    tier: reached.at(-1)?.tier ?? thresholds[0].tier,
    next: next ? { tier: next.tier, missingMiles: next.fromMiles - qualifyingMiles } : null,
  };
}
