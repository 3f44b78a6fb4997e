import { type HeldReservation, holdSeats } from "@/server/reservation";
import { getBooking, holdsInTheWay } from "@/server/reservation/queries";
import type { HoldSeatsInput } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { closeOutdatedPage, closePaymentPage } from "@/app/_lib/payment-flow";

/**
 * Holds seats, as `holdSeats` does, where the customer may be paying for what they hold already. A hold that is to be
 * replaced has its payment page closed first, so that nobody pays for seats that are gone; while its card is being
 * charged it stays. One that is wished for again may cost something else by its new passengers: then the page with the
 * old sum is closed.
 *
 * @throws AppError PAYMENT_IN_PROGRESS (also when the hold has just been paid), PAYMENT_UNAVAILABLE when that cannot
 *   be known, and what `holdSeats` throws.
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
