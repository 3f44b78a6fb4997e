import { paymentsOfReservation } from "@/server/payment/queries";
import { changeStatus } from "@/server/reservation/queries";
import type { ChangeIdInput } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { askAboutChange } from "./ask-provider";
import { lastDecline } from "./complete-payment";
import type { ChangePaymentStatus } from "./payment-schemas";

/**
 * The state of the payment of a customer's own change of flights. While it is not known, the provider is asked, and a
 * captured payment is decided at once. The return page calls this, and calls it again while the payment is in progress.
 *
 * @param sessionId the checkout session that the customer returns from.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND.
 */
export async function completeChangePayment(
  ctx: RequestContext,
  { sessionId, ...change }: ChangeIdInput & { sessionId?: string },
): Promise<ChangePaymentStatus> {
  const known = await changeStatus(ctx, change);
  const answer = known === "DONE" ? "NOTHING" : await askAboutChange(change, sessionId);
  const [status, payments] = await Promise.all([
    changeStatus(ctx, change),
    paymentsOfReservation(ctx, change.reservationId),
  ]);
  const own = payments.filter(({ changeId }) => changeId === change.changeId);
  const declineReason = lastDecline(own);
  const inProgress = answer === "PROCESSING" || answer === "UNKNOWN";
  return { state: stateOf(status, { inProgress, declineReason }), declineReason };
}

function stateOf(
  status: Awaited<ReturnType<typeof changeStatus>>,
  { inProgress, declineReason }: { inProgress: boolean; declineReason: string | null },
): ChangePaymentStatus["state"] {
  if (status === "DONE") return "CONFIRMED";
  if (status === "REFUSED") return "REFUNDED";
  if (inProgress) return "PROCESSING";
  if (status !== "AWAITING_PAYMENT") return "EXPIRED";
  return declineReason ? "DECLINED" : "OPEN";
}
