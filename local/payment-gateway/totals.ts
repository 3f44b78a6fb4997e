import type { Store } from "./store";

export type PaymentTotals = {
  session: string;
  clientReferenceId: string | null;
  captured: number;
  refunded: number;
  pendingRefunds: number;
};

export type Totals = {
  /** All in KRW: captured − refunded is what the merchant has; pending refunds are still part of it. */
  captured: number;
  refunded: number;
  pendingRefunds: number;
  payments: number;
  /** Events that are waiting to be delivered. */
  pendingWebhooks: number;
  byPaymentIntent?: Record<string, PaymentTotals>;
};

/** What the provider has captured and given back, for the check of the money law. */
export function totals(store: Store, isDetailed: boolean): Totals {
  const byPaymentIntent: Record<string, PaymentTotals> = {};
  const sum = { captured: 0, refunded: 0, pendingRefunds: 0, payments: 0 };
  for (const intent of store.intents.values()) {
    if (intent.status !== "succeeded") continue;
    const refunds = store.refundsOf(intent.id);
    const amountOf = (status: "succeeded" | "pending") =>
      refunds.reduce((total, refund) => (refund.status === status ? total + refund.amount : total), 0);
    const one = {
      captured: intent.amount,
      refunded: amountOf("succeeded"),
      pendingRefunds: amountOf("pending"),
    };
    sum.captured += one.captured;
    sum.refunded += one.refunded;
    sum.pendingRefunds += one.pendingRefunds;
    sum.payments += 1;
    if (isDetailed) {
      const clientReferenceId = store.sessions.get(intent.sessionId)?.clientReferenceId ?? null;
      byPaymentIntent[intent.id] = { session: intent.sessionId, clientReferenceId, ...one };
    }
  }
  let pendingWebhooks = 0;
  for (const delivery of store.deliveries.values()) {
    if (delivery.deliveredAt === null && delivery.abandonedAt === null) pendingWebhooks += 1;
  }
  return { ...sum, pendingWebhooks, ...(isDetailed && { byPaymentIntent }) };
}
