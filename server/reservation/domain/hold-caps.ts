import type { LocalDate } from "@/server/shared/time";
import { type HoldCapPolicies, requireRow } from "./policy-rows";

/** The numbers of the caps that are in force on one day. */
export type HoldCaps = Record<keyof HoldCapPolicies, number>;

/** Holds that wait for payment, counted before or after a new one. */
export type UnpaidHolds = {
  ofCustomer: number;
  fromAddress: number;
  /** Counted only for a customer without a paid reservation; null for the others. */
  unproven: null | {
    ofContact: number;
    cabins: { capacity: number; heldByUnproven: number }[];
  };
};

/** `TOO_MANY_HOLDS`: the customer's own holds are too many. `SEATS_IN_CHECKOUT`: those of all unproven customers are. */
export type HoldExcess = "TOO_MANY_HOLDS" | "SEATS_IN_CHECKOUT";

/** Returns the caps of a Korean date, the day of sale. Throws MissingPolicyError. */
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
 * Returns the cap that a hold of `units` seats exceeds; null when it exceeds none. `held` includes that hold. A party
 * that is alone in a cabin is never too large for its share: a family must be able to book a small cabin.
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
  // A share of 100 percent is no cap: the claim of the units finds out whether seats are left.
  return crowded && unprovenSharePercent < 100 ? "SEATS_IN_CHECKOUT" : null;
}
