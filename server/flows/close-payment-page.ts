import { closeCheckout, type SettledPayment } from "@/server/payment";
import { paymentsOfReservation } from "@/server/payment/queries";
import { systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { askProvider, type UnsettledBooking } from "./ask-provider";
import { decidePayment } from "./decide-payment";

/**
 * Closes the payment page of a hold before the hold is given up. While a card is being charged the page stays open.
 * The caller has checked that the hold belongs to the customer.
 *
 * @returns the payment as it is now; null when no page was open.
 * @throws AppError PAYMENT_IN_PROGRESS; PAYMENT_UNAVAILABLE when the provider does not answer.
 */
export async function closePaymentPage(hold: UnsettledBooking): Promise<SettledPayment | null> {
  const answer = await askProvider(hold);
  if (answer === "UNKNOWN") throw new AppError("PAYMENT_UNAVAILABLE");
  if (answer === "PROCESSING") throw new AppError("PAYMENT_IN_PROGRESS");
  const ctx = systemContext("release-hold");
  const payment = await closeCheckout(ctx, { reservationId: hold.id });
  await decidePayment(ctx, payment);
  if (payment?.processing) throw new AppError("PAYMENT_IN_PROGRESS");
  return payment;
}

/**
 * Closes a payment page that was opened before the total changed, or for another change: it would ask for an amount that
 * does not pay for the hold or the change.
 *
 * @throws AppError PAYMENT_IN_PROGRESS when the old amount is being charged or is paid, PAYMENT_UNAVAILABLE.
 */
export async function closeOutdatedPage(
  reservationId: string,
  totalAmount: number,
  changeId: string | null = null,
): Promise<void> {
  const ctx = systemContext("close-outdated-page");
  const open = (await paymentsOfReservation(ctx, reservationId)).find(({ status }) => status === "PENDING");
  if (!open || (open.amount === totalAmount && open.changeId === changeId)) return;
  const closed = await closeCheckout(ctx, { reservationId, changeId: open.changeId });
  await decidePayment(ctx, closed);
  if (closed && closed.status !== "CLOSED") throw new AppError("PAYMENT_IN_PROGRESS");
}
