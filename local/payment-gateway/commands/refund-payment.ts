import { newId } from "../ids";
import type { Change, Intent, Refund, RefundCourse } from "../model";
import { newEvent } from "../objects/event";
import { chargeObject } from "../objects/intent";
import { refundObject } from "../objects/refund";
import type { CreateRefundParams } from "../params";
import { refused } from "../stripe-error";

/** What of a payment has been or is being returned, in KRW: a refund counts until it has failed. */
export function refundedAmount(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, refund) => (refund.status === "failed" ? sum : sum + refund.amount), 0);
}

/** Returns money of a captured payment, never more than is left of it. */
export function refundPayment(
  params: CreateRefundParams,
  intent: Intent,
  earlier: readonly Refund[],
  rules: { now: number; course: RefundCourse; slowMs: number },
): { refund: Refund; changes: Change[] } {
  const amount = refundableAmount(params.amount, intent, refundedAmount(earlier));
  const isPending = rules.course === "later" || rules.course === "bounces";
  const refund: Refund = {
    id: newId("re"),
    intentId: intent.id,
    amount,
    status: isPending ? "pending" : "succeeded",
    reason: params.reason ?? null,
    metadata: params.metadata ?? {},
    settlement:
      rules.course === "at-once"
        ? null
        : { at: rules.now + rules.slowMs, outcome: rules.course === "later" ? "succeed" : "fail" },
    createdAt: rules.now,
  };
  const refunded = refundedAmount([...earlier, refund]);
  const facts = { sessionId: intent.sessionId, now: rules.now };
  return {
    refund,
    changes: [
      { kind: "refund", value: refund },
      ...newEvent("refund.created", refundObject(refund, { intent, refunded }), facts),
      ...(isPending ? [] : chargeRefunded(intent, refunded, rules.now)),
    ],
  };
}

/** The bank has answered a pending refund, or has sent back one that it took. Any other is left alone. */
export function settleRefund(refund: Refund, intent: Intent, all: readonly Refund[], now: number): Change[] {
  if (!refund.settlement) return [];
  const isDone = refund.settlement.outcome === "succeed";
  const settled: Refund = { ...refund, status: isDone ? "succeeded" : "failed", settlement: null };
  const refunded = refundedAmount(all.map((one) => (one.id === refund.id ? settled : one)));
  const shown = refundObject(settled, { intent, refunded });
  const facts = { sessionId: intent.sessionId, now };
  return [
    { kind: "refund", value: settled },
    ...newEvent("refund.updated", shown, facts),
    ...(isDone ? chargeRefunded(intent, refunded, now) : newEvent("refund.failed", shown, facts)),
  ];
}

function refundableAmount(requested: number | undefined, intent: Intent, refunded: number): number {
  if (intent.status !== "succeeded" || !intent.charge) {
    throw refused(
      "This PaymentIntent does not have a successful charge to refund.",
      undefined,
      "payment_intent",
    );
  }
  const left = intent.amount - refunded;
  if (left === 0) {
    throw refused(`Charge ${intent.charge.id} has already been refunded.`, "charge_already_refunded");
  }
  if (requested !== undefined && requested > left) {
    throw refused(
      `Refund amount (₩${requested}) is greater than unrefunded amount on charge (₩${left})`,
      "amount_too_large",
      "amount",
    );
  }
  return requested ?? left;
}

function chargeRefunded(intent: Intent, refunded: number, now: number): Change[] {
  if (!intent.charge) return [];
  const shown = chargeObject(intent, intent.charge, refunded);
  return newEvent("charge.refunded", shown, { sessionId: intent.sessionId, now });
}
