import { excessOf, type HoldCaps } from "@/server/reservation/domain/hold-caps";
import { unitsNeeded } from "@/server/reservation/domain/passenger-type";
import { refuseFields, travelConflictErrors } from "@/server/reservation/passengers/check-travel-conflicts";
import { refuseTooFrequent } from "./check-hold-rate";
import { excessError } from "./enforce-hold-caps";
import type { HoldFacts } from "./hold-facts";

type OwnHolds = HoldFacts["ownHolds"];

/** The customer's own holds on one of the flights wanted: the new hold takes their place. */
export const overlappingHolds = (
  { ownHolds }: Pick<HoldFacts, "ownHolds">,
  wanted: { flightId: number }[],
): OwnHolds => ownHolds.filter((h) => h.segments.some((s) => wanted.some((w) => w.flightId === s.flightId)));

/** A hold that is replaced carries nobody any more. @throws AppError INVALID_INPUT. */
export function checkConflicts(
  { conflicts }: HoldFacts,
  replaced: OwnHolds,
  overlapConfirmed: boolean,
): void {
  const others = conflicts.filter((c) => !replaced.some((hold) => hold.id === c.reservationId));
  refuseFields(travelConflictErrors(others, overlapConfirmed));
}

type Wished = { units: number; emailKey: string; phoneKey: string | null };

/**
 * The caps as they would be met with this hold, and without those that it replaces.
 *
 * @throws AppError TOO_MANY_HOLDS, SEATS_IN_CHECKOUT, RATE_LIMITED.
 */
export function checkCaps(
  facts: HoldFacts,
  replaced: OwnHolds,
  { units, ...contact }: Wished,
  caps: HoldCaps,
): void {
  const unitsOf = (holds: OwnHolds) => holds.reduce((sum, hold) => sum + unitsNeeded(hold), 0);
  const unproven = replaced.filter((hold) => hold.unproven);
  const ofContact = unproven.filter(
    (hold) => hold.emailKey === contact.emailKey || (contact.phoneKey && hold.phoneKey === contact.phoneKey),
  );
  const inCabin = (n: number) =>
    unproven.filter((hold) =>
      hold.segments.some(
        (s) => s.flightId === facts.offers[n]?.flightId && s.cabin === facts.offers[n]?.cabin,
      ),
    );
  const held = {
    ofCustomer: facts.ownHolds.length - replaced.length + 1,
    fromAddress: facts.holdsFromClient - replaced.length + 1,
    unproven: facts.unproven && {
      ofContact: facts.unproven.ofContact - unitsOf(ofContact) + units,
      cabins: facts.unproven.cabins.map(({ capacity, heldByUnproven }, n) => ({
        capacity,
        heldByUnproven: heldByUnproven - unitsOf(inCabin(n)) + units,
      })),
    },
  };
  const excess = excessOf(held, units, caps);
  if (excess) throw excessError(excess);
  refuseTooFrequent(facts.secondsToNextHold);
}
