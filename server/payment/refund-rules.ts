import { uuidOf } from "@/server/shared/ids";

/**
 * Why a payment is refunded: its reservation was cancelled, a part of it was given up or became cheaper, or the payment
 * never made a reservation.
 */
export const refundReasons = ["CANCELLED", "CHANGED", "REFUSED"] as const;
export type RefundReason = (typeof refundReasons)[number];

/** What one refund is made for. There is one refund of a payment for each change of an order. */
export type RefundOrder = {
  paymentId: string;
  reason: RefundReason;
  changeId: string | null;
  /** The reservation that gives the money back, when it was split from the one that was paid. */
  splitReservationId?: string | null;
};

/**
 * The id of a refund, by which the provider knows it. It is derived, so that an order that is given again, because its
 * record was lost with the database, is the same refund there. A reservation is cancelled once, so that the id of this
 * refund needs no change, whose id may be lost as well. Reservations that share a payment after a split are each cancelled
 * once.
 */
export function refundIdOf({ paymentId, reason, changeId, splitReservationId }: RefundOrder): string {
  if (reason === "CHANGED") return uuidOf(`refund ${changeId} ${paymentId}`);
  return uuidOf(`refund ${reason} ${paymentId}${splitReservationId ? ` ${splitReservationId}` : ""}`);
}

/** Why a refund was made, by its id. Null for an id that this does not tell. */
export const refundReasonOf = (paymentId: string, refundId: string): RefundReason | null =>
  refundReasons.find((reason) => refundIdOf({ paymentId, reason, changeId: null }) === refundId) ?? null;
