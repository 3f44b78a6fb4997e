import { reaction } from "@/inngest/steps/reaction";
import { refundPayment } from "@/server/payment";

export const refundOnReservationCancelled = reaction({
  id: "refund-on-reservation-cancelled",
  step: "refund-payment",
  verb: (ctx, { data: { paymentId, refundAmount } }) =>
    refundPayment(ctx, { paymentId, amount: refundAmount, reason: "CANCELLED" }),
});
