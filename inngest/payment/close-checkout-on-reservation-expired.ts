import { reaction } from "@/inngest/steps/reaction";
import { closeCheckout } from "@/server/payment";

/**
 * Closes the payment page of a hold that has ended, or of a change whose trip was cancelled or changed in another way. A
 * payment that had gone through already is reported by payment.captured, and refunded.
 */
export const closeCheckoutOnReservationExpired = reaction({
  id: "close-checkout-on-reservation-expired",
  step: "close-checkout",
  async verb(ctx, { data }) {
    const { reservationId } = data;
    const payment = await closeCheckout(ctx, {
      reservationId,
      changeId: "changeId" in data ? data.changeId : null,
    });
    return { status: payment?.status ?? "NONE" };
  },
});
