import type { RefundRow, Trip } from "@/components/trips/types";
import type { RefundView } from "@/server/payment/schemas";
import type { BookingView } from "@/server/reservation/queries";
import { hasLeft } from "@/server/reservation/schemas";

/** What anyone who may open a booking sees of it. Contact, birth dates and money stay behind. */
export function tripOf({
  locator,
  status,
  cancelCause,
  segments,
  passengers,
  seats,
  now,
}: BookingView): Trip {
  const inPart = isCancelledInPart({ status, segments });
  return {
    locator,
    status,
    cancelCause,
    seats,
    segments: segments.map(({ id, flightId, rule, brand, cabin, international, kept, ...leg }) => ({
      ...leg,
      departed: status === "CREATED" ? hasLeft(leg, now) : kept,
      givenUp: inPart && !kept,
      brandKo: rule.nameKo,
      brandEn: rule.nameEn,
      carryOnKg: rule.carryOnKg,
      checkedBaggageKg: rule.checkedBaggageKg[international ? "INTERNATIONAL" : "DOMESTIC"],
    })),
    passengers: passengers.map(
      ({ position, type, segmentTypes, surname, givenName, koreanName, ticketNumber }) => ({
        position,
        type,
        segmentTypes,
        koreanName,
        ticketName: surname && givenName ? `${surname}/${givenName}` : null,
        ticketNumber,
      }),
    ),
  };
}

/** Whether its customer may still give something up: it stands, and not all of it has left. */
export const isCancellable = ({ status, segments, now }: BookingView) =>
  status === "CREATED" && segments.some((leg) => !hasLeft(leg, now));

/** Whether some of its flights had left when it was cancelled: those were not given up. */
export const isCancelledInPart = ({ status, segments }: Pick<BookingView, "status" | "segments">): boolean =>
  status === "CANCELLED" && segments.some(({ kept }) => kept);

type Owed = Pick<BookingView, "status" | "refundedAmount" | "refusedPayment">;

/** What is owed back and how far it is. The refund follows the cancellation: what is not ordered yet is pending. */
export function refundsOf(booking: Owed, ordered: readonly Omit<RefundView, "id">[]): RefundRow[] {
  const owed: Pick<RefundRow, "reason" | "amount">[] = [];
  if (booking.status === "CANCELLED") owed.push({ reason: "CANCELLED", amount: booking.refundedAmount });
  if (booking.refusedPayment) owed.push({ reason: "REFUSED", amount: booking.refusedPayment.amount });
  return owed
    .filter(({ amount }) => amount > 0)
    .map(({ reason, amount }) => {
      const refund = ordered.find((each) => each.reason === reason);
      return { reason, amount: refund?.amount ?? amount, completedAt: refund?.completedAt ?? null };
    });
}
