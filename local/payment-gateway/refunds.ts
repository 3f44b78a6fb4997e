import { type Change, type Intent, newId, type Refund, type RefundCourse } from "./model";
import type { CreateRefundParams } from "./params";
import { refused } from "./stripe-error";
import { newEvent, refundObject } from "./stripe-objects";

/** What has been or is being returned, in KRW: a refund counts until it has failed. */
export function refundedAmount(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, refund) => (refund.status === "failed" ? sum : sum + refund.amount), 0);
}

/** Returns money of a captured payment, never more than is left of it. */
export function newRefund(
  params: CreateRefundParams,
  intent: Intent,
  earlier: readonly Refund[],
  { now, course, slowMs }: { now: number; course: RefundCourse; slowMs: number },
): Refund {
  if (intent.status !== "succeeded")
    throw refused("This PaymentIntent does not have a successful charge to refund.");
  const left = intent.amount - refundedAmount(earlier);
  if (left === 0) throw refused("The charge has already been refunded.", "charge_already_refunded");
  const amount = params.amount ?? left;
  if (amount > left)
    throw refused(
      `Refund amount (₩${amount}) is greater than unrefunded amount on charge (₩${left})`,
      "amount_too_large",
    );
  return {
    id: newId("re"),
    intentId: intent.id,
    amount,
    status: course === "later" || course === "bounces" ? "pending" : "succeeded",
    metadata: params.metadata ?? {},
    settlement:
      course === "at-once" ? null : { at: now + slowMs, outcome: course === "later" ? "succeed" : "fail" },
    createdAt: now,
  };
}

/** The bank answers a pending refund, or sends back one that it took. Any other refund stays as it is. */
export function settleRefund(refund: Refund, now: number): Change[] {
  if (!refund.settlement) return [];
  const isDone = refund.settlement.outcome === "succeed";
  const settled: Refund = { ...refund, status: isDone ? "succeeded" : "failed", settlement: null };
  return [
    { kind: "refund", value: settled },
    ...newEvent("refund.updated", refundObject(settled), now),
    ...(isDone ? [] : newEvent("refund.failed", refundObject(settled), now)),
  ];
}
