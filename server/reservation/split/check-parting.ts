import { companionProblem } from "@/server/reservation/cancel/check-selection";
import { refuseFields } from "@/server/reservation/passengers/check-travel-conflicts";
import { isFlownCoupon, type Parting } from "./split-facts";

/**
 * Refuses a split after which one of the two reservations could not travel: nobody is in it, none of its flights is left,
 * or an infant or a young child would fly alone.
 *
 * @throws AppError INVALID_INPUT with the field `passengers`.
 */
export async function checkParting(parting: Parting, chosen: readonly string[]): Promise<void> {
  const { refund, leaving, staying } = parting;
  const problem = choiceProblem(parting, chosen);
  if (problem) refuseFields({ passengers: problem });
  const ahead = new Set(
    [...leaving, ...staying].flatMap((coupon) =>
      isFlownCoupon(refund, coupon) ? [] : [coupon.segmentIndex],
    ),
  );
  const missing = {
    leave: await companionProblem(refund, leaving, ahead),
    stay: await companionProblem(refund, staying, ahead),
  };
  if (missing.leave) refuseFields({ passengers: companionKeys[missing.leave].leave });
  if (missing.stay) refuseFields({ passengers: companionKeys[missing.stay].stay });
}

const companionKeys = {
  MORE_INFANTS_THAN_ADULTS: { leave: "infantWouldLeaveAlone", stay: "infantWouldStayAlone" },
  CHILD_WITHOUT_ADULT: { leave: "childWouldLeaveAlone", stay: "childWouldStayAlone" },
} as const;

/** What is wrong with the choice itself, as a message key. */
function choiceProblem(parting: Parting, chosen: readonly string[]): string | null {
  const { refund, passengerIds, leaving, staying } = parting;
  if (chosen.some((id) => !passengerIds.includes(id))) return "passengerHasLeft";
  if (passengerIds.length === refund.passengers.length) return "someoneMustStay";
  const isAhead = (coupon: Parting["leaving"][number]) => !isFlownCoupon(refund, coupon);
  if (!leaving.some(isAhead) || !staying.some(isAhead)) return "nothingLeftToFly";
  return leaving.some(({ state }) => state === "CHECKED_IN") ? "checkedIn" : null;
}
