import { lockReservation, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { cancelCreated } from "./cancel-created";
import { refundFor } from "./refund-facts";

type Refunded = { reservationId: string; amount: number; refundedAt: Date };

/**
 * Cancels a reservation that its customer had cancelled before the database was set back: the refund is all that is left
 * of it. Only for the system.
 *
 * @returns false when it is not known, is not created (any more), or when a cancellation at that moment would have had
 *   another refund: staff have to look at it.
 * @throws AppError FORBIDDEN.
 */
export async function cancelRefunded(ctx: RequestContext, refunded: Refunded): Promise<boolean> {
  requireSystem(ctx.actor);
  const { reservationId, amount, refundedAt } = refunded;
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    if (!(await lockReservation(tx.tx, reservationId))) return false;
    const facts = await reservationFacts(tx.tx, reservationId);
    if (facts?.status !== "CREATED") return false;
    const refund = await refundFor(tx.tx, reservationId, { cause: "CUSTOMER", quotedAt: refundedAt });
    if (refund.refundable.amount !== amount) return false;
    return cancelCreated(tx, { refund, cause: "CUSTOMER", reason: null });
  });
}
