import { setTimeout as pause } from "node:timers/promises";
import { ProviderFault, settleCheckout } from "@/server/payment";
import { paymentsOfReservation } from "@/server/payment/queries";
import type { BookingView } from "@/server/reservation/queries";
import { systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { decidePayment } from "./decide-payment";

/**
 * What the provider says about the payments of a booking. NOTHING: no money was or will be taken. PROCESSING: a card is
 * being charged. UNKNOWN: the provider did not answer, or its answer could not be used.
 */
export type ProviderAnswer = "NOTHING" | "PROCESSING" | "CAPTURED" | "UNKNOWN";

/** A booking whose payments may not be settled yet. */
export type UnsettledBooking = Pick<BookingView, "id" | "status"> & {
  refusedPayment?: BookingView["refusedPayment"];
};

/** The longest time that a page waits for the provider. A later answer is still acted on. */
const PROVIDER_WAIT_MS = 3_000;

/**
 * Asks the provider about each payment of a booking that is not settled, and acts on the answers: a captured payment is
 * decided at once. The caller has checked that the actor may see the booking.
 *
 * @param sessionId a checkout session from the address of the return page. It is asked about even when its payment is
 *   closed, but only if it belongs to this booking.
 */
export async function askProvider(booking: UnsettledBooking, sessionId?: string): Promise<ProviderAnswer> {
  if (booking.status === "CREATED" || booking.status === "CANCELLED" || booking.refusedPayment)
    return "NOTHING";
  return askAboutPayments({ reservationId: booking.id, changeId: null }, sessionId);
}

/** Asks about each payment of a change that is not settled, as `askProvider` does. */
export const askAboutChange = (
  change: { reservationId: string; changeId: string },
  sessionId?: string,
): Promise<ProviderAnswer> => askAboutPayments(change, sessionId);

async function askAboutPayments(
  { reservationId, changeId }: { reservationId: string; changeId: string | null },
  sessionId?: string,
): Promise<ProviderAnswer> {
  const payments = await paymentsOfReservation(systemContext("payment-return"), reservationId);
  const sessionIds = payments
    .filter((payment) => payment.changeId === changeId)
    .flatMap(({ status, checkoutSessionId: id }) =>
      id && (status !== "CLOSED" || id === sessionId) ? [id] : [],
    );
  if (sessionIds.length === 0) return "NOTHING";
  return Promise.race([
    settleOnce(reservationId, sessionIds),
    pause<ProviderAnswer>(PROVIDER_WAIT_MS, "UNKNOWN", { ref: false }),
  ]);
}

/**
 * Returns true when money was or may be taken for a booking that is not paid as far as we know: the provider has the
 * money, is charging the card, or does not answer. Only when this is false may a page say that nothing was charged.
 */
export async function mayBeCharged(booking: UnsettledBooking): Promise<boolean> {
  return (await askProvider(booking)) !== "NOTHING";
}

/** Calls in progress, by their session ids. Requests that come while the provider is silent share one call. */
const callsInProgress = new Map<string, Promise<ProviderAnswer>>();

function settleOnce(reservationId: string, sessionIds: readonly string[]): Promise<ProviderAnswer> {
  const key = sessionIds.join();
  const call =
    callsInProgress.get(key) ??
    settleEach(reservationId, sessionIds).finally(() => callsInProgress.delete(key));
  callsInProgress.set(key, call);
  return call;
}

async function settleEach(reservationId: string, sessionIds: readonly string[]): Promise<ProviderAnswer> {
  const ctx = systemContext("payment-return");
  try {
    let answer: ProviderAnswer = "NOTHING";
    for (const id of sessionIds) {
      const payment = await settleCheckout(ctx, id);
      await decidePayment(ctx, payment);
      if (payment?.processing) answer = "PROCESSING";
      else if (payment?.status === "CAPTURED" && answer === "NOTHING") answer = "CAPTURED";
    }
    return answer;
  } catch (error) {
    if (error instanceof AppError && error.code === "PAYMENT_UNAVAILABLE")
      log.warn({ err: error, reservationId }, "the provider does not answer: outcome unknown for now");
    else if (error instanceof ProviderFault)
      log.error({ err: error, reservationId }, "the provider's answer cannot be used: outcome unknown");
    else throw error;
    return "UNKNOWN";
  }
}
