import { type CouponFacts, type Refund, refundFor } from "@/server/reservation/cancel/refund-facts";
import type { TxContext } from "@/server/shared/context";

/** Who leaves a reservation and who stays, with the coupons of both. */
export type Parting = {
  refund: Refund;
  /** The chosen ones who are in the trip. */
  passengerIds: string[];
  /** By flight and passenger. */
  leaving: CouponFacts[];
  staying: CouponFacts[];
};

/** Reads what these passengers of a created reservation would take along. The caller has locked the reservation. */
export async function partingOf(
  { tx }: TxContext,
  reservationId: string,
  passengers: readonly string[],
): Promise<Parting> {
  const leaves = ({ passengerId }: CouponFacts) => passengers.includes(passengerId);
  const refund = await refundFor(tx, reservationId, { cause: "CUSTOMER", selects: leaves });
  const all = [...refund.givenUp, ...refund.left].toSorted(
    (a, b) => a.segmentIndex - b.segmentIndex || a.passengerIndex - b.passengerIndex,
  );
  return {
    refund,
    passengerIds: refund.passengers.flatMap(({ id }) => (passengers.includes(id) ? [id] : [])),
    leaving: all.filter(leaves),
    staying: all.filter((coupon) => !leaves(coupon)),
  };
}

/** Returns true for a coupon whose flight has left and counts as flown. */
export const isFlownCoupon = ({ standings }: Refund, { segmentIndex }: CouponFacts): boolean =>
  standings[segmentIndex] === "DEPARTED";
