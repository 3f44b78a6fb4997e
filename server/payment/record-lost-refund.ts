import { refunds } from "@/db/schema/payment";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import type { LostRefund } from "./lost-refunds-view";
import type { ListedRefund } from "./payment-gateway";
import { refundReasonOf } from "./refund-rules";

/**
 * Writes the record of a lost refund again. No event is recorded: its customer was told when it was made. Only for the
 * system. A second call changes nothing.
 */
export async function recordLostRefund(ctx: RequestContext, lost: LostRefund): Promise<void> {
  requireSystem(ctx.actor);
  const { paymentId, reservationId, locator, reason, ...made } = lost;
  await transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const [written] = await tx.tx
      .insert(refunds)
      .values({ ...refundRow({ id: paymentId, reservationId }, made), locator, ...(reason && { reason }) })
      .onConflictDoNothing()
      .returning();
    if (written)
      await audit(tx, {
        action: "record-lost-refund",
        entity: "payment",
        entityId: paymentId,
        after: { amount: made.amount, refundId: made.refundId },
      });
  });
}

/** The row of a refund that the provider has made. One whose reason is not known any more counts as that of a change. */
export const refundRow = (
  payment: { id: string; reservationId: string },
  made: ListedRefund,
): typeof refunds.$inferInsert => ({
  id: made.refundId,
  paymentId: payment.id,
  reservationId: payment.reservationId,
  amount: made.amount,
  reason: refundReasonOf(payment.id, made.refundId) ?? "CHANGED",
  providerRefundId: made.providerRefundId,
  createdAt: made.createdAt,
  ...(made.state === "SUCCEEDED"
    ? { status: "COMPLETED", completedAt: made.createdAt }
    : { status: "PENDING", nextCheckAt: made.createdAt }),
});
