import {
  closeCheckout,
  receiveNotice,
  type SettledPayment,
  settleCheckout,
  startCheckout,
} from "@/server/payment";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import type { PaymentView } from "@/server/payment/schemas";
import { acceptPayment, payableReservation, releaseHold } from "@/server/reservation";
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

/**
 * Gives a hold up at its customer's wish. Its payment page is closed first, so that nobody can pay for
 * seats that are gone; while a card is being charged the hold stays.
 *
 * @throws AppError PAYMENT_IN_PROGRESS (also when it has been paid meanwhile), PAYMENT_UNAVAILABLE when
 *   that cannot be known, NOT_FOUND.
 */
export async function giveUpBooking(ctx: RequestContext, reservationId: string): Promise<void> {
  const booking = await getBooking(ctx, reservationId);
  const answer = await askProvider(booking);
  if (answer === "UNKNOWN") throw new AppError("PAYMENT_UNAVAILABLE");
  if (answer === "PROCESSING") throw new AppError("PAYMENT_IN_PROGRESS");
  const open = await closeCheckout(systemContext("release-hold"), { reservationId });
  await decide(systemContext("release-hold"), open);
  if (open?.processing) throw new AppError("PAYMENT_IN_PROGRESS");
  await releaseHold(ctx, { reservationId });
  const { status } = await getBooking(ctx, reservationId);
  if (status === "CREATED") throw new AppError("PAYMENT_IN_PROGRESS");
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
  const answer = await askProvider(await getBooking(ctx, reservationId), sessionId);
  const [booking, payments, refunds] = await Promise.all([
    getBooking(ctx, reservationId),
    paymentsOfReservation(reservationId),
    refundsOfReservation(reservationId),
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

/** The provider's reason for the last try, unless money came of it. `payments` are newest first. */
export const lastDecline = ([last]: readonly PaymentView[]): string | null =>
  last && last.status !== "CAPTURED" ? last.lastFailure : null;

/**
 * Whether money has been or may be taken for a booking that is not paid as far as we know: the provider has
 * it, is asking the card's issuer, or does not answer. Only when not may a page say that nothing was charged.
 */
export async function mayBeCharged(booking: BookingView): Promise<boolean> {
  return (await askProvider(booking)) !== "NOTHING";
}

type Answer = "NOTHING" | "PROCESSING" | "CAPTURED" | "UNKNOWN";

/** Asks about a booking's payments that are not over, and acts on the answers. */
async function askProvider(booking: BookingView, sessionId?: string): Promise<Answer> {
  if (booking.status === "CREATED" || booking.status === "CANCELLED" || booking.refusedPayment)
    return "NOTHING";
  const ctx = systemContext("payment-return");
  // Only this booking's own checkouts are asked about, whatever the address says.
  const asked = (await paymentsOfReservation(booking.id)).flatMap(({ status, checkoutSessionId: id }) =>
    id && (status !== "CLOSED" || id === sessionId) ? [id] : [],
  );
  try {
    let answer: Answer = "NOTHING";
    for (const id of asked) {
      const payment = await settleCheckout(ctx, id);
      await decide(ctx, payment);
      if (payment?.processing) answer = "PROCESSING";
      else if (payment?.status === "CAPTURED" && answer === "NOTHING") answer = "CAPTURED";
    }
    return answer;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "PAYMENT_UNAVAILABLE") throw error;
    log.warn(
      { err: error, reservationId: booking.id },
      "the provider does not answer: outcome unknown for now",
    );
    return "UNKNOWN";
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
