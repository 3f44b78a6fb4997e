import { refundPayment } from "@/server/payment";
import { reservationCancelled } from "@/server/reservation/events";
import { reaction } from "../reaction";

export const refundOnReservationCancelled = reaction({
  id: "refund-on-reservation-cancelled",
  on: reservationCancelled,
  step: "refund-payment",
  verb: (ctx, { data: { paymentId, refundAmount } }) =>
    refundPayment(ctx, { paymentId, amount: refundAmount, reason: "CANCELLED" }),
});
