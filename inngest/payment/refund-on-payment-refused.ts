import { refundPayment } from "@/server/payment";
import { paymentRefused } from "@/server/reservation/events";
import { reaction } from "../reaction";

export const refundOnPaymentRefused = reaction({
  id: "refund-on-payment-refused",
  on: paymentRefused,
  step: "refund-payment",
  verb: (ctx, { data: { paymentId, amount } }) =>
    refundPayment(ctx, { paymentId, amount, reason: "REFUSED" }),
});
