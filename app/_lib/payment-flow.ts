import { receiveNotice, type SettledPayment, settleCheckout, startCheckout } from "@/server/payment";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import { acceptPayment, payableReservation } from "@/server/reservation";
import { type BookingView, getBooking } from "@/server/reservation/queries";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";

/**
 * Where payment and reservation meet. They share events only; but a confirmation must not wait for an
 * event engine, so whoever hears of a capture first has the reservation decide at once. The event
 * `payment.captured` does the same again behind a crash in between.
 */

/** Opens the payment page for a hold. @throws AppError HOLD_EXPIRED, PASSENGERS_INCOMPLETE, PAYMENT_UNAVAILABLE. */
export async function beginPayment(ctx: RequestContext, reservationId: string): Promise<{ url: string }> {
  const { flights, ...order } = await payableReservation(ctx, { reservationId });
  const legs = flights.map((f) => `${f.designator} ${f.origin}–${f.destination} ${f.departureDate}`);
  return startCheckout(ctx, { ...order, description: `MSA Air ${order.locator} · ${legs.join(", ")}` });
}

/** Takes a provider's webhook. @throws AppError FORBIDDEN on a foreign signature. */
export async function takeNotice(body: string, signature: string): Promise<void> {
  const ctx = systemContext("payment-webhook");
  await decide(ctx, await receiveNotice(ctx, body, signature));
}

async function decide(ctx: RequestContext, payment: SettledPayment | null): Promise<void> {
  if (payment?.status !== "CAPTURED") return;
  const { reservationId, paymentId, amount } = payment;
  await acceptPayment({ ...ctx, correlationId: reservationId }, { reservationId, paymentId, amount });
}

export type PaymentState =
  | "CONFIRMED"
  | "PROCESSING"
  | "OPEN"
  | "DECLINED"
  | "REFUNDED"
  | "EXPIRED"
  | "CANCELLED";

export type PaymentResult = {
  state: PaymentState;
  booking: BookingView;
  /** The provider's reason for the last declined try, while the hold lasts. */
  declineReason: string | null;
  refund: { amount: number; completed: boolean } | null;
};

/**
 * What has become of a customer's payment, asking the provider where that is not known yet. Called by
 * the return page and while it waits; whatever the provider says is acted on at once.
 */
export async function completePayment(
  ctx: RequestContext,
  reservationId: string,
  sessionId?: string,
): Promise<PaymentResult> {
  const before = await getBooking(ctx, reservationId);
  const processing = await settle(before, sessionId);
  const [booking, payments, refunds] = await Promise.all([
    getBooking(ctx, reservationId),
    paymentsOfReservation(reservationId),
    refundsOfReservation(reservationId),
  ]);
  const refund = refunds.at(-1);
  const declineReason = payments[0]?.status === "PENDING" ? payments[0].lastFailure : null;
  return {
    state: stateOf(booking, processing, declineReason),
    booking,
    declineReason,
    refund: refund ? { amount: refund.amount, completed: refund.status === "COMPLETED" } : null,
  };
}

/** @returns whether the provider has the payment but no answer yet (or does not answer itself). */
async function settle(booking: BookingView, sessionId: string | undefined): Promise<boolean> {
  if (booking.status === "CREATED" || booking.status === "CANCELLED" || booking.refusedPayment) return false;
  const ctx = systemContext("payment-return");
  const sessions = (await paymentsOfReservation(booking.id)).flatMap((p) => p.checkoutSessionId ?? []);
  // Only this booking's own checkouts are asked about, whatever the address says.
  const asked = sessions.find((id) => id === sessionId) ?? sessions[0];
  if (!asked) return false;
  try {
    const payment = await settleCheckout(ctx, asked);
    await decide(ctx, payment);
    return payment?.processing ?? false;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "PAYMENT_UNAVAILABLE") throw error;
    log.warn(
      { err: error, reservationId: booking.id },
      "the provider does not answer: outcome unknown for now",
    );
    return true;
  }
}

function stateOf(booking: BookingView, processing: boolean, declineReason: string | null): PaymentState {
  if (booking.status === "CREATED") return "CONFIRMED";
  if (booking.status === "CANCELLED") return "CANCELLED";
  if (booking.refusedPayment) return "REFUNDED";
  if (processing) return "PROCESSING";
  const live = booking.status === "HELD" && Date.parse(booking.paymentDeadline) > Date.parse(booking.now);
  if (!live) return "EXPIRED";
  return declineReason ? "DECLINED" : "OPEN";
}
