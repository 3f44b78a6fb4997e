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
});
export type PaymentView = z.output<typeof paymentView>;

/** One refund of a payment. `amount` is in whole won. */
export const refundView = z.strictObject({
  id: z.uuid(),
  amount: z.number().int(),
  reason: z.string(),
  /** PENDING also while the bank has the money. */
  status: z.enum(["PENDING", "COMPLETED"]),
  createdAt: z.date(),
  completedAt: z.date().nullable(),
});
export type RefundView = z.output<typeof refundView>;
