import { releaseHold } from "@/server/reservation";
import { getBooking, requireVersion } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { closePaymentPage } from "./close-payment-page";

/**
 * Gives up a customer's own hold. Its payment page is closed first, so that nobody can pay for seats that are gone.
 * While a card is being charged the hold stays.
 *
 * @throws AppError NOT_FOUND; PRECONDITION_FAILED; PAYMENT_IN_PROGRESS, also when the hold has just been paid; PAYMENT_UNAVAILABLE when the
 *   provider does not answer.
 */
export async function giveUpBooking(ctx: RequestContext, reservationId: string): Promise<void> {
  const booking = await getBooking(ctx, reservationId);
  // Also before the page is closed: a request for another version changes nothing.
  requireVersion(ctx, booking);
  await closePaymentPage(booking);
  await releaseHold(ctx, { reservationId });
  const { status } = await getBooking(ctx, reservationId);
  if (status === "CREATED") throw new AppError("PAYMENT_IN_PROGRESS");
}
