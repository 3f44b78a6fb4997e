import { refundPayment } from "@/server/payment";
import { paymentRefused } from "@/server/reservation/events";
import { reaction } from "../reaction";

export const refundOnPaymentRefused = reaction({
  id: "refund-on-payment-refused",
  on: paymentRefused,
  react: ({ data: { paymentId, amount } }, steps) =>
    steps.run("refund-payment", (ctx) => refundPayment(ctx, { paymentId, amount, reason: "REFUSED" })),
});
