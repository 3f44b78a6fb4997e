import type Stripe from "stripe";
import type { Intent, Refund } from "../model";
import { chargeObject, intentObject, seconds } from "./intent";

export type RefundSurroundings = { intent: Intent; refunded: number };

/** A Refund as Stripe shows it; `refunded` is what has gone back of the whole payment, in KRW. */
export function refundObject(
  refund: Refund,
  { intent, refunded }: RefundSurroundings,
  expand: string[] = [],
): Stripe.Refund {
  const charge = intent.charge;
  return {
    id: refund.id,
    object: "refund",
    amount: refund.amount,
    balance_transaction: null,
    charge:
      charge && expand.includes("charge") ? chargeObject(intent, charge, refunded) : (charge?.id ?? null),
    created: seconds(refund.createdAt),
    currency: "krw",
    customer: null,
    customer_account: null,
    ...(refund.status === "failed" && { failure_reason: "expired_or_canceled_card" }),
    metadata: refund.metadata,
    payment_intent: expand.includes("payment_intent") ? intentObject(intent, refunded) : refund.intentId,
    payment_method: null,
    ...(refund.status === "pending" && { pending_reason: "processing" as const }),
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}
