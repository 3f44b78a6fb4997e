import type { RefundRow, Trip } from "@/components/trips/types";
import type { RefundView } from "@/server/payment/schemas";
import type { BookingView } from "@/server/reservation/queries";

/** What anyone who may open a booking sees of it. Contact, birth dates and money stay behind. */
export function tripOf({ locator, status, segments, passengers, seats }: BookingView): Trip {
  return {
    locator,
    status,
    seats,
    segments: segments.map(({ id, flightId, rule, brand, cabin, international, ...leg }) => ({
      ...leg,
      brandKo: rule.nameKo,
      brandEn: rule.nameEn,
      carryOnKg: rule.carryOnKg,
      checkedBaggageKg: rule.checkedBaggageKg[international ? "INTERNATIONAL" : "DOMESTIC"],
    })),
    passengers: passengers.map(({ position, type, surname, givenName, koreanName, ticketNumber }) => ({
      position,
      type,
      koreanName,
      ticketName: surname && givenName ? `${surname}/${givenName}` : null,
      ticketNumber,
    })),
  };
}

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
