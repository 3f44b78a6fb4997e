import { type LostRefund, lostRefunds, recordLostRefund } from "@/server/payment";
import { cancelRefunded } from "@/server/reservation";
import { reservationsSplitFrom } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";

/**
 * What became of a refund whose record was lost. CANCELLED: its reservation was cancelled again. RECORDED: nothing else
 * was needed. OPEN: its reservation could not be cancelled as it was before.
 */
export type RecoveredRefund = LostRefund & { outcome: "CANCELLED" | "RECORDED" | "OPEN" };

/**
 * After the database was set back to an earlier state: writes the record of each refund again that the provider has made
 * since of a payment that is known. A reservation that was cancelled for it is cancelled again. A run that was
 * interrupted can be repeated. Only for the system.
 *
 * @param since the moment to which the database was set back.
 * @throws AppError FORBIDDEN · PAYMENT_UNAVAILABLE.
 */
export async function recoverLostRefunds(ctx: RequestContext, since: Date): Promise<RecoveredRefund[]> {
  const recovered: RecoveredRefund[] = [];
  for (const lost of await lostRefunds(ctx, since, (id) => reservationsSplitFrom(ctx, id)))
    recovered.push({ ...lost, outcome: await recoverLostRefund(ctx, lost) });
  return recovered;
}

async function recoverLostRefund(ctx: RequestContext, lost: LostRefund): Promise<RecoveredRefund["outcome"]> {
  const { reservationId, amount, reason, createdAt } = lost;
  // A refund of a part may be of any reservation that shares the payment after a split: none is cancelled for it.
  // The reservation comes first: a refund that is recorded is not looked at again.
  const isCancelled =
    reason !== "REFUSED" &&
    !(reason === null && (await reservationsSplitFrom(ctx, reservationId)).length > 0) &&
    (await cancelRefunded(ctx, { reservationId, amount, refundedAt: createdAt }));
  await recordLostRefund(ctx, lost);
  if (reason === "REFUSED") return "RECORDED";
  return isCancelled ? "CANCELLED" : "OPEN";
}
