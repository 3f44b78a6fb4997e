import { providerEvents } from "@/db/schema/payment";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { type CheckoutState, NoticeNotUnderstood, type ProviderNotice } from "./payment-gateway";
import type { SettledPayment } from "./payment-rows";
import { applyCheckout, recordDeclinedTry } from "./record-checkout";
import { applyRefundNotice } from "./record-refund";

/** A notice that can be recorded without asking the provider for more. */
export type CompleteNotice = Exclude<ProviderNotice, { kind: "FAILED_LATE" }>;

/**
 * Records a verified notice of the provider. Only for the system.
 *
 * @returns the payment that the notice is about; null for any other notice.
 * @throws NoticeNotUnderstood when money came in for a payment that we do not have.
 */
export function recordNotice(ctx: RequestContext, notice: CompleteNotice): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return transaction(ctx, async (tx) => {
    const added = await tx.tx
      .insert(providerEvents)
      .values({ id: notice.id, type: notice.type })
      .onConflictDoNothing()
      .returning({ id: providerEvents.id });
    const isNew = added.length > 0;
    switch (notice.kind) {
      case "CHECKOUT": {
        const payment = await applyCheckout(tx, notice.checkout);
        if (!payment && isOurMoney(notice.checkout)) throw new NoticeNotUnderstood("no such payment");
        return payment;
      }
      case "DECLINED":
        if (isNew && notice.paymentId) await recordDeclinedTry(tx, notice.paymentId, notice.failure);
        return null;
      case "REFUND":
        await applyRefundNotice(tx, notice.refund);
        return null;
      case "OTHER":
        return null;
    }
  });
}

/** Our payment id stands on it and money came in: an unknown payment must not go unnoticed. */
const isOurMoney = ({ paymentId, state }: CheckoutState) => paymentId !== null && state === "CAPTURED";
