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
  coupons,
  now,
}: BookingView): Trip {
  const inPart = isCancelledInPart({ status, segments });
  return {
    locator,
    status,
    cancelCause,
    seats,
    coupons: coupons.map(({ ticketNumber, ...coupon }) => coupon),
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

type Paid = Pick<BookingView, "status" | "paidAmount" | "refundedAmount" | "totalAmount">;

/** What was paid for a trip beyond its price as it is, in whole won: the fees of its changes and part cancellations. */
export const feesOf = ({ status, paidAmount, refundedAmount, totalAmount }: Paid): number =>
  status === "CREATED" ? Math.max(0, paidAmount - refundedAmount - totalAmount) : 0;

type Refunded = Pick<BookingView, "status" | "refundedAmount" | "refusedPayment">;
type Ordered = Pick<RefundView, "id" | "amount" | "reason" | "isDelayed" | "completedAt">;

/**
 * Lists the refunds that the customer gets, the oldest first. A refund is ordered some moments after its cause; until then
 * it is shown as pending, too.
 */
export function refundsOf(booking: Refunded, ordered: readonly Ordered[]): RefundRow[] {
  const refused = booking.refusedPayment?.amount ?? 0;
  const rows = ordered.map(
    ({ id, amount, reason, isDelayed, completedAt }): RefundRow => ({
      ...{ id, amount, isDelayed, completedAt },
      reason: reason === "REFUSED" || reason === "CHANGED" ? reason : "CANCELLED",
    }),
  );
  const isRefusal = ({ reason }: RefundRow) => reason === "REFUSED";
  const due = booking.refundedAmount - sum(rows.filter((row) => !isRefusal(row)));
  const reason = booking.status === "CANCELLED" ? ("CANCELLED" as const) : ("CHANGED" as const);
  return [
    ...rows,
    ...(due > 0 ? [{ ...notOrdered, reason, amount: due }] : []),
    ...(refused > 0 && !rows.some(isRefusal)
      ? [{ ...notOrdered, reason: "REFUSED" as const, amount: refused }]
      : []),
  ];
}

const notOrdered = { id: null, isDelayed: false, completedAt: null };

const sum = (rows: readonly { amount: number }[]) => rows.reduce((total, { amount }) => total + amount, 0);
