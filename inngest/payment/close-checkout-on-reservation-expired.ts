import { closeCheckout } from "@/server/payment";
import { reaction } from "@/inngest/steps/reaction";

/** Nobody should pay for a hold that has ended; who had paid already is told by payment.captured. */
export const closeCheckoutOnReservationExpired = reaction({
  id: "close-checkout-on-reservation-expired",
  step: "close-checkout",
  async verb(ctx, { data: { reservationId } }) {
    const payment = await closeCheckout(ctx, { reservationId });
    return { status: payment?.status ?? "NONE" };
  },
});
