import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import type { PaymentView } from "@/server/payment/schemas";
import { type BookingView, getBooking } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { askProvider } from "./ask-provider";
import type { PaymentStatus } from "./payment-schemas";

export type PaymentResult = PaymentStatus & { booking: BookingView };

/**
 * The state of the payment of a customer's own booking. While it is not known, the provider is asked, and a captured
 * payment is decided at once. The return page calls this, and calls it again while the payment is in progress.
 *
 * @param sessionId the checkout session that the customer returns from.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND.
 */
export async function completePayment(
  ctx: RequestContext,
  reservationId: string,
  sessionId?: string,
): Promise<PaymentResult> {
  const answer = await askProvider(await getBooking(ctx, reservationId), sessionId);
  const [booking, payments, refunds] = await Promise.all([
    getBooking(ctx, reservationId),
    paymentsOfReservation(ctx, reservationId),
    refundsOfReservation(ctx, reservationId),
  ]);
  const refund = refunds.at(-1);
  const declineReason = lastDecline(payments);
  return {
    state: stateOf(booking, answer === "PROCESSING" || answer === "UNKNOWN", declineReason),
    booking,
    declineReason,
    refund: refund ? { amount: refund.amount, completed: refund.status === "COMPLETED" } : null,
  };
}

/** The provider's reason for the last attempt, unless that attempt was paid. `payments` are newest first. */
export const lastDecline = ([last]: readonly PaymentView[]): string | null =>
  last && last.status !== "CAPTURED" ? last.lastFailure : null;

function stateOf(
  booking: BookingView,
  inProgress: boolean,
  declineReason: string | null,
): PaymentStatus["state"] {
  if (booking.status === "CREATED") return "CONFIRMED";
  if (booking.status === "CANCELLED") return "CANCELLED";
  if (booking.refusedPayment) return "REFUNDED";
  if (inProgress) return "PROCESSING";
  if (booking.currentStatus === "EXPIRED") return "EXPIRED";
  return declineReason ? "DECLINED" : "OPEN";
}
