import { startCheckout } from "@/server/payment";
import { payableReservation } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";
import { closeOutdatedPage } from "./close-payment-page";

/**
 * Opens the provider's payment page for a customer's own hold. Asked again, it gives the same page.
 *
 * @returns the address of the page.
 * @throws AppError HOLD_EXPIRED, SALES_CLOSED, FLIGHT_DEPARTED, PASSENGERS_INCOMPLETE, PAYMENT_IN_PROGRESS,
 *   PAYMENT_UNAVAILABLE.
 */
export async function beginPayment(ctx: RequestContext, reservationId: string): Promise<{ url: string }> {
  const { flights, ...order } = await payableReservation(ctx, { reservationId });
  await closeOutdatedPage(reservationId, order.amount);
  const legs = flights.map((f) => `${f.designator} ${f.origin}–${f.destination} ${f.departureDate}`);
  return startCheckout(ctx, {
    ...order,
    description: `MSA Air ${order.locator} · ${legs.join(", ")}`,
    resultPath: `/book/${reservationId}/result?`,
    backPath: `/book/${reservationId}/review?payment=cancelled`,
  });
}
