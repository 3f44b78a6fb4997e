import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { parkDeadLetter, resolveDeadLetter } from "@/server/assurance";
import {
  closeCheckout,
  NoticeNotUnderstood,
  ProviderFault,
  receiveNotice,
  receiveVerifiedNotice,
  type SettledPayment,
  settleCheckout,
  startCheckout,
} from "@/server/payment";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import type { PaymentView } from "@/server/payment/schemas";
import { acceptPayment, payableReservation, releaseHold } from "@/server/reservation";
import { type BookingView, getBooking } from "@/server/reservation/queries";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";

/**
 * Where payment and reservation meet. They share events only; but a confirmation must not wait for an
 * event engine, so whoever hears of a capture first has the reservation decide at once. The event
 * `payment.captured` does the same again behind a crash in between.
 */

/** Opens the payment page for a hold. @throws AppError HOLD_EXPIRED, SALES_CLOSED, FLIGHT_DEPARTED, PASSENGERS_INCOMPLETE, PAYMENT_UNAVAILABLE. */
export async function beginPayment(ctx: RequestContext, reservationId: string): Promise<{ url: string }> {
  const { flights, ...order } = await payableReservation(ctx, { reservationId });
  await closeOutdatedPage(reservationId, order.amount);
  const legs = flights.map((f) => `${f.designator} ${f.origin}–${f.destination} ${f.departureDate}`);
  return startCheckout(ctx, { ...order, description: `MSA Air ${order.locator} · ${legs.join(", ")}` });
}

/**
 * Closes a payment page that was opened before the total changed: it would ask for the old sum, which does not
 * pay for the reservation.
 *
 * @throws AppError PAYMENT_IN_PROGRESS when it is being or has been paid, PAYMENT_UNAVAILABLE.
 */
export async function closeOutdatedPage(reservationId: string, totalAmount: number): Promise<void> {
  const open = (await paymentsOfReservation(reservationId)).find(({ status }) => status === "PENDING");
  if (!open || open.amount === totalAmount) return;
  const ctx = systemContext("close-outdated-page");
  const closed = await closeCheckout(ctx, { reservationId });
  await decide(ctx, closed);
  if (closed && closed.status !== "CLOSED") throw new AppError("PAYMENT_IN_PROGRESS");
}

/**
 * Takes a provider's webhook. One that nothing can be made of, now or later, is set aside as a dead letter, where
 * the airline's staff see it; the provider need not repeat it.
 *
 * @throws AppError FORBIDDEN on a foreign signature, PAYMENT_UNAVAILABLE and the like when it is to come again.
 */
export async function takeNotice(body: string, signature: string): Promise<void> {
  const ctx = systemContext(NOTICES);
  try {
    await decide(ctx, await receiveNotice(ctx, body, signature));
  } catch (error) {
    if (!isForGood(error)) throw error;
    log.error({ err: error }, "a signed payment notice is set aside");
    await parkNotice(body, error);
  }
}

/** Plays a notice again that was set aside. @throws what keeps it from being taken; its letter then stays open. */
export async function replayNotice({ data }: { data: Record<string, unknown> }): Promise<void> {
  const { body, replayOf: deadLetterId } = z.object({ body: z.string(), replayOf: z.uuid() }).parse(data);
  const ctx = systemContext(NOTICES);
  await decide(ctx, await receiveVerifiedNotice(ctx, body));
  await resolveDeadLetter(ctx, { deadLetterId, functionId: NOTICES });
}

/** The dead letters of notices; admin.reactionNames and eventNames have words for both. */
const NOTICES = "payment-webhook";
export const PARKED_NOTICE = "payment/provider.notice";

/** Whether the same notice can never be taken. Of all else nobody knows: the provider repeats it, for days. */
const isForGood = (error: unknown) =>
  error instanceof AppError
    ? error.code === "INVALID_INPUT" || error.code === "NOT_FOUND"
    : error instanceof NoticeNotUnderstood;

function parkNotice(body: string, error: unknown): Promise<void> {
  // The same notice again has the same letter.
  const id = createHash("sha256").update(body).digest("hex").slice(0, 32);
  return parkDeadLetter(systemContext(NOTICES), {
    functionId: NOTICES,
    runId: `${NOTICES}/${id}`,
    event: { id, name: PARKED_NOTICE, data: { body: body.replaceAll("\0", "") } },
    error: errorText(error),
    reopen: true,
  });
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
  await closePaymentPage(await getBooking(ctx, reservationId));
  await releaseHold(ctx, { reservationId });
  const { status } = await getBooking(ctx, reservationId);
  if (status === "CREATED") throw new AppError("PAYMENT_IN_PROGRESS");
}

/**
 * Closes a hold's payment page before the hold is given up, unless its card is being charged. Its customer was checked.
 *
 * @returns the payment as it is now; null when no page was open.
 * @throws AppError PAYMENT_IN_PROGRESS, PAYMENT_UNAVAILABLE.
 */
export async function closePaymentPage(hold: Unpaid): Promise<SettledPayment | null> {
  const answer = await askProvider(hold);
  if (answer === "UNKNOWN") throw new AppError("PAYMENT_UNAVAILABLE");
  if (answer === "PROCESSING") throw new AppError("PAYMENT_IN_PROGRESS");
  const ctx = systemContext("release-hold");
  const payment = await closeCheckout(ctx, { reservationId: hold.id });
  await decide(ctx, payment);
  if (payment?.processing) throw new AppError("PAYMENT_IN_PROGRESS");
  return payment;
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
export async function mayBeCharged(booking: Unpaid): Promise<boolean> {
  return (await askProvider(booking)) !== "NOTHING";
}

type Answer = "NOTHING" | "PROCESSING" | "CAPTURED" | "UNKNOWN";
type Unpaid = Pick<BookingView, "id" | "status"> & { refusedPayment?: BookingView["refusedPayment"] };

/** No page waits longer than this for the provider. What it answers later is acted on all the same. */
const PATIENCE_MS = 3_000;

/** Asks about a booking's payments that are not over, and acts on the answers. */
async function askProvider(booking: Unpaid, sessionId?: string): Promise<Answer> {
  if (booking.status === "CREATED" || booking.status === "CANCELLED" || booking.refusedPayment)
    return "NOTHING";
  // Only this booking's own checkouts are asked about, whatever the address says.
  const asked = (await paymentsOfReservation(booking.id)).flatMap(({ status, checkoutSessionId: id }) =>
    id && (status !== "CLOSED" || id === sessionId) ? [id] : [],
  );
  if (asked.length === 0) return "NOTHING";
  return Promise.race([settleAll(booking.id, asked), pause<Answer>(PATIENCE_MS, "UNKNOWN", { ref: false })]);
}

/** Calls that are under way: whoever asks again while the provider is silent waits for the same answer. */
const underWay = new Map<string, Promise<Answer>>();

function settleAll(reservationId: string, sessionIds: readonly string[]): Promise<Answer> {
  const key = sessionIds.join();
  const asking =
    underWay.get(key) ?? settleEach(reservationId, sessionIds).finally(() => underWay.delete(key));
  underWay.set(key, asking);
  return asking;
}

async function settleEach(reservationId: string, sessionIds: readonly string[]): Promise<Answer> {
  const ctx = systemContext("payment-return");
  try {
    let answer: Answer = "NOTHING";
    for (const id of sessionIds) {
      const payment = await settleCheckout(ctx, id);
      await decide(ctx, payment);
      if (payment?.processing) answer = "PROCESSING";
      else if (payment?.status === "CAPTURED" && answer === "NOTHING") answer = "CAPTURED";
    }
    return answer;
  } catch (error) {
    if (error instanceof AppError && error.code === "PAYMENT_UNAVAILABLE")
      log.warn({ err: error, reservationId }, "the provider does not answer: outcome unknown for now");
    else if (error instanceof ProviderFault)
      log.error({ err: error, reservationId }, "the provider's answer is of no use: outcome unknown");
    else throw error;
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
