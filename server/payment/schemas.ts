import { z } from "zod";

/** One attempt to pay a reservation. `amount` is in whole won. */
export const paymentView = z.strictObject({
  id: z.uuid(),
  amount: z.number().int(),
  status: z.enum(["PENDING", "CAPTURED", "CLOSED"]),
  /** The provider's reason for the last declined try. */
  lastFailure: z.string().nullable(),
  capturedAt: z.date().nullable(),
  checkoutSessionId: z.string().nullable(),
  /** The change of the reservation that it pays for; null when it pays for the hold. */
  changeId: z.uuid().nullable(),
});
export type PaymentView = z.output<typeof paymentView>;

/** One refund of a payment. `amount` is in whole won. */
export const refundView = z.strictObject({
  id: z.uuid(),
  amount: z.number().int(),
  reason: z.string(),
  paymentId: z.uuid(),
  /** The change of the order that gives it back; null for a refused payment, and in older rows. */
  changeId: z.uuid().nullable(),
  /** PENDING also while the bank has the money. */
  status: z.enum(["PENDING", "COMPLETED"]),
  /** True when a try has failed, and the refund is tried again. */
  isDelayed: z.boolean(),
  createdAt: z.date(),
  completedAt: z.date().nullable(),
});
export type RefundView = z.output<typeof refundView>;
