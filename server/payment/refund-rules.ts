import { uuidOf } from "@/server/shared/ids";

/** Why a payment is refunded: its reservation was cancelled, or it never made one. There is one refund for each. */
export const refundReasons = ["CANCELLED", "REFUSED"] as const;
export type RefundReason = (typeof refundReasons)[number];

/**
 * The id of a refund, by which the provider knows it. It is derived, so that an order that is given again, because its
 * record was lost with the database, is the same refund there.
 */
export const refundIdOf = (paymentId: string, reason: RefundReason): string =>
  uuidOf(`refund ${reason} ${paymentId}`);

/** Why a refund was made, by its id. Null for an id that was not derived: refunds were numbered once. */
export const refundReasonOf = (paymentId: string, refundId: string): RefundReason | null =>
  refundReasons.find((reason) => refundIdOf(paymentId, reason) === refundId) ?? null;
