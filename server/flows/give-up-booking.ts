import { releaseHold } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { closePaymentPage } from "./close-payment-page";

/**
 * Gives up a customer's own hold. Its payment page is closed first, so that nobody can pay for seats that are gone.
 * While a card is being charged the hold stays.
 *
 * @throws AppError NOT_FOUND; PAYMENT_IN_PROGRESS, also when the hold has just been paid; PAYMENT_UNAVAILABLE when the
 *   provider does not answer.
 */
export async function giveUpBooking(ctx: RequestContext, reservationId: string): Promise<void> {
  await closePaymentPage(await getBooking(ctx, reservationId));
  await releaseHold(ctx, { reservationId });
  const { status } = await getBooking(ctx, reservationId);
  if (status === "CREATED") throw new AppError("PAYMENT_IN_PROGRESS");
}
