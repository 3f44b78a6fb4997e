import { refundPayment } from "@/server/payment";
import { reservationCancelled } from "@/server/reservation/events";
import { reaction } from "../reaction";

export const refundOnReservationCancelled = reaction({
  id: "refund-on-reservation-cancelled",
  on: reservationCancelled,
  react: ({ data: { paymentId, refundAmount } }, steps) =>
    steps.run("refund-payment", (ctx) =>
      refundPayment(ctx, { paymentId, amount: refundAmount, reason: "CANCELLED" }),
    ),
});
