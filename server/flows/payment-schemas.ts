import { z } from "zod";

/** What flows answer about payments. */

export const paymentPage = z
  .strictObject({ url: z.url() })
  .meta({ description: "The address of the provider's payment page, for the customer's browser." });

export const paymentStatus = z
  .strictObject({
    state: z.enum(["CONFIRMED", "PROCESSING", "OPEN", "DECLINED", "REFUNDED", "EXPIRED", "CANCELLED"]).meta({
      description: [
        "CONFIRMED: paid and booked. PROCESSING: the card is being charged, or the provider does not answer: ask again.",
        "OPEN: not paid yet. DECLINED: the last try failed; another one may follow.",
        "REFUNDED: the payment came too late and goes back. EXPIRED: the hold has ended. CANCELLED: the booking was cancelled.",
      ].join(" "),
    }),
    declineReason: z
      .string()
      .nullable()
      .meta({ description: "The provider's reason for the last declined try, while the hold lasts." }),
    refund: z
      .strictObject({ amount: z.number().int(), completed: z.boolean() })
      .nullable()
      .meta({ description: "The last refund, in whole won." }),
  })
  .meta({ description: "The state of the payment of a hold." });
export type PaymentStatus = z.output<typeof paymentStatus>;

export const changePaymentStatus = z
  .strictObject({
    state: z.enum(["CONFIRMED", "PROCESSING", "OPEN", "DECLINED", "REFUNDED", "EXPIRED"]).meta({
      description: [
        "CONFIRMED: the change is carried out. PROCESSING: the card is being charged, or the provider does not answer: ask again.",
        "OPEN: not paid yet. DECLINED: the last try failed; another one may follow.",
        "REFUNDED: a payment came in that could not pay for the change; all of it goes back and the trip stays as it was.",
        "EXPIRED: not paid in time, or given up.",
      ].join(" "),
    }),
    declineReason: z.string().nullable().meta({
      description: "The provider's reason for the last declined try, while the change can be paid.",
    }),
  })
  .meta({ description: "The state of the payment of a change of flights." });
export type ChangePaymentStatus = z.output<typeof changePaymentStatus>;
