import type { RefundRow, Trip } from "@/components/trips/types";
import type { RefundView } from "@/server/payment/schemas";
import type { BookingView } from "@/server/reservation/queries";
import { isFlown } from "@/server/reservation/schemas";
import { flightScope } from "@/server/shared/fare-terms";

/** Selects what anybody who may open a booking sees of it: no contact, no birth dates, no money. */
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
    segments: segments.map(({ id, flightId, rule, brand, cabin, international, kept, missedAt, ...leg }) => ({
      ...leg,
      departed: status === "CREATED" ? isFlown({ ...leg, missed: missedAt !== null }, now) : kept,
      missed: missedAt !== null,
      givenUp: inPart && !kept,
      brandKo: rule.nameKo,
      brandEn: rule.nameEn,
      carryOnKg: rule.carryOnKg,
      checkedBaggageKg: rule.checkedBaggageKg[flightScope(international)],
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

/** Returns true when some flights had been flown before the cancellation: those were not given up. */
export const isCancelledInPart = ({ status, segments }: Pick<BookingView, "status" | "segments">): boolean =>
  status === "CANCELLED" && segments.some(({ kept }) => kept);

type Refunded = Pick<BookingView, "status" | "refundedAmount" | "refusedPayment">;

/**
 * Lists the refunds that the customer gets. A refund is ordered some moments after the cancellation; until then it is
 * shown as pending, too.
 */
export function refundsOf(booking: Refunded, ordered: readonly Omit<RefundView, "id">[]): RefundRow[] {
  const due: Pick<RefundRow, "reason" | "amount">[] = [];
  if (booking.status === "CANCELLED") due.push({ reason: "CANCELLED", amount: booking.refundedAmount });
  if (booking.refusedPayment) due.push({ reason: "REFUSED", amount: booking.refusedPayment.amount });
  return due
    .filter(({ amount }) => amount > 0)
    .map(({ reason, amount }) => {
      const refund = ordered.find((each) => each.reason === reason);
      return { reason, amount: refund?.amount ?? amount, completedAt: refund?.completedAt ?? null };
    });
}
