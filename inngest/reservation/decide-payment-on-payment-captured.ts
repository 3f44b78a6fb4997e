import { acceptPayment } from "@/server/reservation";
import { reaction } from "@/inngest/steps/reaction";

/** The safety net behind webhook and return page, which decide at once: the decision falls only once. */
export const decidePaymentOnPaymentCaptured = reaction({
  id: "decide-payment-on-payment-captured",
  step: "accept-payment",
  verb: (ctx, { data: { reservationId, paymentId, amount } }) =>
    acceptPayment(ctx, { reservationId, paymentId, amount }),
});
