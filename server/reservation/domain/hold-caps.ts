import type { LocalDate } from "@/server/shared/time";
import { type HoldCapPolicies, requireRow } from "./policy-rows";

/** The caps in force on one day. */
export type HoldCaps = Record<keyof HoldCapPolicies, number>;

/** What is held without payment, counted before or after a hold. */
export type UnpaidHolds = {
  ofCustomer: number;
  fromAddress: number;
  /** The rest is counted for a customer without a paid reservation only: null for the others. */
  unproven: null | {
    ofContact: number;
    cabins: { capacity: number; heldByUnproven: number }[];
  };
};

/** `TOO_MANY_HOLDS` concerns the customer's own holds; `SEATS_IN_CHECKOUT` those of others. */
export type HoldExcess = "TOO_MANY_HOLDS" | "SEATS_IN_CHECKOUT";

/** The caps of a date (Korean: the day of sale). Throws MissingPolicyError. */
export function holdCapsOn(policies: HoldCapPolicies, date: LocalDate): HoldCaps {
  const limit = (cap: keyof HoldCapPolicies) =>
    requireRow(policies[cap], date, `hold cap ${cap}`, () => true).limit;
  return {
    holdsPerCustomer: limit("holdsPerCustomer"),
    holdsPerAddress: limit("holdsPerAddress"),
    holdsPerHour: limit("holdsPerHour"),
    unitsPerContact: limit("unitsPerContact"),
    unprovenSharePercent: limit("unprovenSharePercent"),
  };
}

/**
 * Which cap a customer's hold of `units` seats exceeds, the hold itself being counted in `held`; null when
 * it exceeds none. A party that is alone in a cabin is never too large for its share: a family must be able
 * to book a small cabin.
 */
export function excessOf(held: UnpaidHolds, units: number, caps: HoldCaps): HoldExcess | null {
  if (held.ofCustomer > caps.holdsPerCustomer || held.fromAddress > caps.holdsPerAddress)
    return "TOO_MANY_HOLDS";
  if (!held.unproven) return null;
  if (held.unproven.ofContact > caps.unitsPerContact) return "TOO_MANY_HOLDS";
  const { unprovenSharePercent } = caps;
  const crowded = held.unproven.cabins.some(
    ({ capacity, heldByUnproven }) =>
      heldByUnproven > units && heldByUnproven * 100 > capacity * unprovenSharePercent,
  );
  // A share of the whole cabin is no cap: whether seats are left is for the claim to say.
  return crowded && unprovenSharePercent < 100 ? "SEATS_IN_CHECKOUT" : null;
}
