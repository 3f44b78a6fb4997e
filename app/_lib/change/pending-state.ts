import type { PendingState } from "@/components/change/types";
import { completeChangePayment } from "@/server/flows/complete-change-payment";
import { pendingChange } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";

/**
 * Reads the change of flights of a trip that waits for its payment, and asks the provider about that payment. `isDecided`:
 * the answer has just ended the change, so that the trip must be read again.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND.
 */
export async function pendingState(
  ctx: RequestContext,
  reservationId: string,
): Promise<{ pending: PendingState | null; isDecided: boolean }> {
  const change = await pendingChange(ctx, reservationId);
  if (!change) return { pending: null, isDecided: false };
  const { state } = await completeChangePayment(ctx, { reservationId, changeId: change.changeId });
  return state === "PROCESSING" || state === "OPEN" || state === "DECLINED"
    ? { pending: { change, state }, isDecided: false }
    : { pending: null, isDecided: true };
}
