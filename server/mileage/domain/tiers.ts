/** Member tiers from the lowest to the highest. */
export const tiers = ["BLUE", "SILVER", "GOLD", "PLATINUM"] as const;
export type Tier = (typeof tiers)[number];

/** The qualifying miles of a year from which a member has each tier. */
const fromMiles: Record<Tier, number> = { BLUE: 0, SILVER: 10_000, GOLD: 30_000, PLATINUM: 60_000 };

/** Each tier with the miles of a year from which a member has it, from the lowest to the highest. */
export const tierSteps: readonly { tier: Tier; fromMiles: number }[] = tiers.map((tier) => ({
  tier,
  fromMiles: fromMiles[tier],
}));

export interface TierStanding {
  readonly tier: Tier;
  /** The next tier, and the miles that are missing for it; null at the highest tier. */
  readonly next: { readonly tier: Tier; readonly missingMiles: number } | null;
}

/**
 * Returns the tier for a year's qualifying miles (flown, without reversals). Reversals in a new year can make them
 * negative; that is the lowest tier.
 */
export function tierStanding(qualifyingMiles: number): TierStanding {
  const isReached = (tier: Tier) => fromMiles[tier] <= Math.max(0, qualifyingMiles);
  const next = tiers.find((tier) => !isReached(tier));
  return {
    tier: tiers.findLast(isReached) ?? tiers[0],
    next: next ? { tier: next, missingMiles: fromMiles[next] - qualifyingMiles } : null,
  };
}
