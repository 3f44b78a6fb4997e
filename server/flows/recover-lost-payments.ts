import { type LostPayment, lostPayments, recordLostPayment } from "@/server/payment";
import { refuseLostPayment } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";
import { decidePayment } from "./decide-payment";

/**
 * What became of a payment whose record was lost. BOOKED: its reservation was created. REFUSED: its reservation did not take
 * it, and the money goes back. LOST: nothing is known of its reservation, and the money goes back.
 */
export type RecoveredPayment = LostPayment & { outcome: "BOOKED" | "REFUSED" | "LOST" };

/**
 * After the database was set back to an earlier state: writes the record of each payment again that the provider has
 * taken since. If the reservation is still known, it decides about the payment as about any late one. Otherwise the
 * payment is refunded; the booking is lost, and its customer has to be told. A run that was interrupted can be repeated.
 * Only for the system.
 *
 * @param since the moment to which the database was set back.
 * @throws AppError FORBIDDEN · PAYMENT_UNAVAILABLE.
 */
export async function recoverLostPayments(ctx: RequestContext, since: Date): Promise<RecoveredPayment[]> {
  const recovered: RecoveredPayment[] = [];
  for (const lost of await lostPayments(ctx, since))
    recovered.push({ ...lost, outcome: await recoverLostPayment(ctx, lost) });
  return recovered;
}

async function recoverLostPayment(
  ctx: RequestContext,
  lost: LostPayment,
): Promise<RecoveredPayment["outcome"]> {
  const { amount, order } = lost;
  const payment = { paymentId: order.paymentId, reservationId: order.reservationId, amount };
  // The refusal comes first: a payment that is recorded is not looked at again.
  const refund = await refuseLostPayment(ctx, payment);
  await recordLostPayment(ctx, lost, { refund });
  if (refund) return "LOST";
  const decision = await decidePayment(ctx, { ...payment, status: "CAPTURED" });
  // A refusal is refunded by its event.
  return decision?.decision === "ACCEPTED" ? "BOOKED" : "REFUSED";
}
