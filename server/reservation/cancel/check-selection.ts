import { missingCompanion, passengerRule } from "@/server/reservation/domain/passenger-type";
import { refuseFields } from "@/server/reservation/passengers/check-travel-conflicts";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import type { FieldErrors } from "@/server/shared/errors";
import type { CouponFacts, Refund, Selects } from "./refund-facts";

/** Passengers and flights by id; absent: all of them. */
export type Selection = {
  passengers?: readonly string[] | undefined;
  segments?: readonly string[] | undefined;
};

/** Returns what selects the coupons of these passengers on these flights. */
export const selectsOf =
  ({ passengers, segments }: Selection): Selects =>
  ({ passengerId, segmentId }) =>
    (passengers?.includes(passengerId) ?? true) && (segments?.includes(segmentId) ?? true);

/**
 * Refuses to give up a flight that has left, passengers without a coupon on these flights, and passengers without whom
 * others cannot fly.
 *
 * @throws AppError INVALID_INPUT with the field `segments` or `passengers`.
 */
export async function checkSelection(refund: Refund, selection: Selection): Promise<void> {
  refuseFields(selectionErrors(refund, selection));
  const flights = new Set(refund.givenUp.map(({ segmentIndex }) => segmentIndex));
  const problem = await companionProblem(refund, refund.left, flights);
  if (problem) refuseFields({ passengers: companionKeys[problem] });
}

/**
 * Returns why the passengers of these coupons cannot fly without the others of the trip, on one of the flights; null when
 * they can. The rule is that of the day of purchase.
 */
export async function companionProblem(
  refund: Refund,
  coupons: readonly CouponFacts[],
  flights: ReadonlySet<number>,
): Promise<ReturnType<typeof missingCompanion>> {
  const { PASSENGERS } = await salePolicies();
  const rule = passengerRule(
    refund.segments.map(({ scope }) => scope),
    PASSENGERS,
    refund.purchaseDate,
  );
  const dates = refund.segments.map(({ departureDate }) => departureDate);
  for (const index of flights) {
    const remaining = coupons
      .filter(({ segmentIndex }) => segmentIndex === index)
      .map(({ passengerIndex, passengerType: type }) => {
        const { birthDate = null } = refund.passengers[passengerIndex] ?? {};
        return { passengerIndex, type, birthDate };
      });
    const problem = missingCompanion(remaining, { dates, index }, rule);
    if (problem) return problem;
  }
  return null;
}

/** What is said when somebody would fly without the adult they need. */
export const companionKeys = {
  MORE_INFANTS_THAN_ADULTS: "infantWouldStayAlone",
  CHILD_WITHOUT_ADULT: "childWouldStayAlone",
} as const;

function selectionErrors({ segments, givenUp }: Refund, selection: Selection): FieldErrors {
  if (segments.some(({ id, kept }) => kept && selection.segments?.includes(id)))
    return { segments: "flightHasLeft" };
  return givenUp.length === 0 ? { passengers: "nothingToCancel" } : {};
}
