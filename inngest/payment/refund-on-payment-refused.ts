import { refundPayment } from "@/server/payment";
import { reaction } from "@/inngest/steps/reaction";

export const refundOnPaymentRefused = reaction({
  id: "refund-on-payment-refused",
  step: "refund-payment",
  verb: (ctx, { data: { paymentId, amount } }) =>
    refundPayment(ctx, { paymentId, amount, reason: "REFUSED" }),
});
