import { type HeldReservation, holdSeats } from "@/server/reservation";
import { getBooking, holdsInTheWay } from "@/server/reservation/queries";
import type { HoldSeatsInput } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { closeOutdatedPage, closePaymentPage } from "./close-payment-page";

/**
 * Holds seats as `holdSeats` does, for a customer who may have a payment page open for an earlier hold.
 *
 * The payment page of a hold that will be replaced is closed first, so that nobody pays for seats that are gone; while
 * its card is being charged, the hold stays. When the customer asks for the same hold again, its price may change with
 * the passengers: then the page with the old amount is closed.
 *
 * @throws AppError what `holdSeats` throws; PAYMENT_IN_PROGRESS, also when the earlier hold has just been paid;
 *   PAYMENT_UNAVAILABLE when the provider does not answer.
 */
export async function holdAndReplace(ctx: RequestContext, input: HoldSeatsInput): Promise<HeldReservation> {
  const { replaced, same } = await holdsInTheWay(ctx, input);
  for (const id of replaced) {
    const payment = await closePaymentPage({ id, status: "HELD" });
    if (payment?.status === "CAPTURED") throw new AppError("PAYMENT_IN_PROGRESS");
  }
  const held = await holdSeats(ctx, input);
  if (same === held.reservationId) {
    const { totalAmount } = await getBooking(ctx, same);
    await closeOutdatedPage(same, totalAmount);
  }
  return held;
}
