import type { SettledPayment } from "@/server/payment";
import { acceptPayment } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";
import { inTraceOf } from "@/server/shared/trace";
import { releaseBookedPlace } from "./release-booked-place";

type Payment = Pick<SettledPayment, "reservationId" | "paymentId" | "amount" | "status"> & {
  changeId?: string | null | undefined;
  /** The trace of the click that paid; the decision belongs to it, whoever asks for it. */
  traceparent?: string | null;
};

/**
 * Lets the reservation decide about a captured payment: it becomes a booking or is changed, or the payment is refused. The decision
 * is made once per payment, whoever asks first. A payment in any other state changes nothing.
 *
 * Whoever learns of a capture calls this at once, because a confirmation must not wait for the event engine. The event
 * `payment.captured` asks for the same decision again, in case the process ended in between.
 *
 * @returns the decision; null when the payment is not captured.
 */
export async function decidePayment(ctx: RequestContext, payment: Payment | null) {
  if (payment?.status !== "CAPTURED") return null;
  const { reservationId, paymentId, amount, changeId = null, traceparent } = payment;
  const decided = await inTraceOf(traceparent, "decide payment", {}, () =>
    acceptPayment({ ...ctx, correlationId: reservationId }, { reservationId, paymentId, amount, changeId }),
  );
  if (decided.decision === "ACCEPTED") await releaseBookedPlace(ctx, reservationId);
  return decided;
}
