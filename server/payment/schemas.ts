import { z } from "zod";

/** One attempt to pay a reservation. */
export const paymentView = z.strictObject({
  id: z.uuid(),
  amount: z.number().int().meta({ description: "In whole won." }),
  status: z.enum(["PENDING", "CAPTURED", "CLOSED"]),
  lastFailure: z
    .string()
    .nullable()
    .meta({ description: "The provider's reason for the last declined try." }),
  capturedAt: z.date().nullable(),
  checkoutSessionId: z.string().nullable(),
  changeId: z
    .uuid()
    .nullable()
    .meta({ description: "The change of the reservation that it pays for; null when it pays for the hold." }),
});
export type PaymentView = z.output<typeof paymentView>;

/** One refund of a payment. */
export const refundView = z.strictObject({
  id: z.uuid(),
  amount: z.number().int().meta({ description: "In whole won." }),
  reason: z.string(),
  paymentId: z.uuid(),
  changeId: z.uuid().nullable().meta({
    description: "The change of the order that gives it back; null for a refused payment, and in older rows.",
  }),
  status: z
    .enum(["PENDING", "COMPLETED"])
    .meta({ description: "PENDING also while the bank has the money." }),
  isDelayed: z.boolean().meta({ description: "A try has failed, and the refund is tried again." }),
  createdAt: z.date(),
  completedAt: z.date().nullable(),
});
export type RefundView = z.output<typeof refundView>;
