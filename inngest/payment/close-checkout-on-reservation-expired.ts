import { reaction } from "@/inngest/steps/reaction";
import { closeCheckout } from "@/server/payment";

/** Closes the payment page of a hold that has ended. A payment that had gone through already is reported by payment.captured. */
export const closeCheckoutOnReservationExpired = reaction({
  id: "close-checkout-on-reservation-expired",
  step: "close-checkout",
  async verb(ctx, { data: { reservationId } }) {
    const payment = await closeCheckout(ctx, { reservationId });
    return { status: payment?.status ?? "NONE" };
  },
});
