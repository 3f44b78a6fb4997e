import { scopeOf } from "@/server/reservation/domain/flight-scope";
import { excessOf, type HoldCaps, type HoldExcess } from "@/server/reservation/domain/hold-caps";
import { itineraryProblem } from "@/server/reservation/domain/itinerary";
import { unitsNeeded } from "@/server/reservation/domain/passenger-type";
import { type Departure, saleStateAt } from "@/server/reservation/domain/sale-window";
import { refuseFields, travelConflictErrors } from "@/server/reservation/passengers/check-travel-conflicts";
import type { SalePolicies } from "@/server/reservation/shop/sale-policies";
import { AppError } from "@/server/shared/errors";
import { checkHoldRate } from "./check-hold-rate";
import { type HoldFacts, legOf } from "./hold-facts";
import type { OwnHold } from "./own-hold-rules";

/** The wanted flights, for the rules of the sale's end. */
export const departuresOf = ({ offers }: Pick<HoldFacts, "offers">): Departure[] =>
  offers.map((offer) => ({ departsAt: offer.departsAt, scope: scopeOf(offer) }));

/**
 * Checks that the wanted flights are on sale, in an order and at times in which they can be flown.
 *
 * @throws AppError FLIGHT_NOT_ON_SALE, SALES_CLOSED, FLIGHT_DEPARTED, INVALID_INPUT.
 */
export function checkOffers(
  facts: HoldFacts,
  wanted: number,
  { CONNECTIONS, CUTOFFS }: Pick<SalePolicies, "CONNECTIONS" | "CUTOFFS">,
): void {
  const { offers } = facts;
  if (offers.length !== wanted || offers.some((offer) => offer.status !== "ON_SALE"))
    throw new AppError("FLIGHT_NOT_ON_SALE");
  const sale = saleStateAt(facts.now, "sales", departuresOf(facts), CUTOFFS, facts.issueDate);
  if (sale !== "OPEN") throw new AppError(sale);
  const problem = itineraryProblem(offers.map(legOf), CONNECTIONS, facts.issueDate);
  if (problem) refuseFields({ segments: problem });
}

/**
 * Checks that the passengers do not travel elsewhere at the time. A hold that is replaced no longer counts.
 *
 * @throws AppError INVALID_INPUT.
 */
export function checkConflicts(
  { conflicts }: HoldFacts,
  replaced: OwnHold[],
  overlapConfirmed: boolean,
): void {
  const others = conflicts.filter((c) => !replaced.some((hold) => hold.id === c.reservationId));
  refuseFields(travelConflictErrors(others, overlapConfirmed));
}

/** After this time some of the others have paid or given up, so that asking again makes sense. */
const CHECKOUT_RETRY_SECONDS = 60;

export function excessError(excess: HoldExcess): AppError {
  return excess === "SEATS_IN_CHECKOUT"
    ? new AppError(excess, { retryAfterSeconds: CHECKOUT_RETRY_SECONDS })
    : new AppError(excess);
}

type NewHold = { units: number; emailKey: string; phoneKey: string | null };

/**
 * Checks the caps as they will be counted once this hold is written and those that it replaces are ended.
 *
 * @throws AppError TOO_MANY_HOLDS, SEATS_IN_CHECKOUT, RATE_LIMITED.
 */
export function checkCaps(
  facts: HoldFacts,
  replaced: OwnHold[],
  { units, ...contact }: NewHold,
  caps: HoldCaps,
): void {
  const unitsOf = (holds: OwnHold[]) => holds.reduce((sum, hold) => sum + unitsNeeded(hold), 0);
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
  checkHoldRate(facts.secondsToNextHold);
}
