import { reaction } from "@/inngest/steps/reaction";
import { refundPayment } from "@/server/payment";

export const refundOnPaymentRefused = reaction({
  id: "refund-on-payment-refused",
  step: "refund-payment",
  verb: (ctx, { data: { paymentId, amount } }) =>
    refundPayment(ctx, { paymentId, amount, reason: "REFUSED" }),
});
