import type { Locale } from "@/server/shared/airline";
/** A try to pay that was declined. Notices and answers of the provider have the same id for it. */
export type FailedAttempt = { attemptId: string; reason: string };

/** The state of one hosted checkout at the provider. */
export type CheckoutState = {
  sessionId: string;
  paymentId: string | null;
  /**
   * PROCESSING: a card is being charged; the page may still be open. CAPTURED: the provider has the money. CLOSED:
   * nobody can pay there any more.
   */
  state: "OPEN" | "PROCESSING" | "CAPTURED" | "CLOSED";
  paymentIntentId: string | null;
  amount: number;
  /** The last try, when it was declined. */
  failure: FailedAttempt | null;
  /** The trace of the click that opened the checkout (W3C), as we gave it to the provider. */
  traceparent?: string | null;
};

/** The state of one refund at the provider. */
export type RefundState = {
  providerRefundId: string;
  /** PENDING: accepted, but the bank has not answered. FAILED is final, and may follow SUCCEEDED. */
  state: "PENDING" | "SUCCEEDED" | "FAILED";
  failure: string | null;
};

/** Which payment a checkout is for. The provider keeps it, so that a lost record can be written again. */
export type CheckoutOrder = {
  paymentId: string;
  reservationId: string;
  customerId: string;
  locator: string;
  attempt: number;
  locale: Locale;
};

export type NewCheckout = CheckoutOrder & {
  amount: number;
  customerEmail: string;
  description: string;
  successUrl: string;
  cancelUrl: string;
  /** When the provider closes the page by itself. */
  expiresAt: Date;
  /** The trace of the click (W3C). The provider repeats it in its notices. Always the same for one payment. */
  traceparent?: string | null;
};

/** A checkout that the provider was paid for. */
export type PaidCheckout = {
  order: CheckoutOrder;
  sessionId: string;
  paymentIntentId: string;
  amount: number;
  customerEmail: string | null;
  createdAt: Date;
};

/** A refund as the provider lists it. `refundId` is our id of it. */
export type ListedRefund = RefundState & {
  refundId: string;
  paymentIntentId: string;
  amount: number;
  createdAt: Date;
};

/** A message of the provider whose signature was verified. */
export type ProviderNotice = {
  id: string;
  type: string;
  /** The trace of the click that opened the checkout (W3C). */
  traceparent?: string | null;
} & (
  | { kind: "CHECKOUT"; checkout: CheckoutState }
  | { kind: "DECLINED"; paymentId: string | null; failure: FailedAttempt }
  /** A slow card was declined. The notice does not name the try: the provider has to be asked. */
  | { kind: "FAILED_LATE"; sessionId: string }
  | { kind: "REFUND"; refund: RefundState }
  | { kind: "OTHER" }
);

/**
 * The port to a payment provider. Every call has a time limit and an idempotency key. When the outcome of a call is
 * unknown, the caller repeats it or asks for the state.
 *
 * @throws AppError PAYMENT_UNAVAILABLE when the provider does not answer, or does not accept our key.
 * @throws ProviderFault on any other unexpected answer.
 */
export interface PaymentGateway {
  createCheckout(checkout: NewCheckout): Promise<{ sessionId: string; url: string }>;
  retrieveCheckout(sessionId: string): Promise<CheckoutState>;
  /** Closes a checkout. One that was paid, or is being paid, stays as it is. */
  closeCheckout(sessionId: string): Promise<void>;
  /**
   * `refusals`: how many tries of this refund the provider has refused.
   *
   * @throws RefundRefused on a definite refusal; anything else leaves the outcome unknown.
   */
  refund(refund: {
    refundId: string;
    refusals: number;
    paymentIntentId: string;
    amount: number;
  }): Promise<RefundState>;
  retrieveRefund(providerRefundId: string): Promise<RefundState>;
  /** Returns the refund with our id that has not failed; null when the provider has none. */
  findRefund(of: { refundId: string; paymentIntentId: string }): Promise<RefundState | null>;
  /** All checkouts that were opened at or after `since` and are paid. One that has no order of ours is left out. */
  listPaidCheckouts(since: Date): Promise<PaidCheckout[]>;
  /** All refunds with our id: of one payment, or made at or after a moment. */
  listRefunds(of: { paymentIntentId: string } | { since: Date }): Promise<ListedRefund[]>;
  /**
   * Checks by the database's clock that the signature is not older than five minutes.
   *
   * @throws AppError FORBIDDEN when the signature is not the provider's; NoticeNotUnderstood as `readNotice`.
   */
  verifyNotice(body: string, signature: string): Promise<ProviderNotice>;
  /** Reads a notice that was verified before. @throws NoticeNotUnderstood when it does not have the shape of its type. */
  readNotice(body: string): ProviderNotice;
}

/** A notice of the provider that can never be recorded. */
export class NoticeNotUnderstood extends Error {
  override readonly name = "NoticeNotUnderstood";
}

/** An unexpected answer of the provider: it does not know what we ask for, or our call is wrong. */
export class ProviderFault extends Error {
  override readonly name = "ProviderFault";
}

/** The provider has refused a refund. */
export class RefundRefused extends Error {
  override readonly name = "RefundRefused";
}
