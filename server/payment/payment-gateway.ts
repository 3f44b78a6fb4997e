/** One try to pay that the provider has declined. Its id is the same in notices and in answers. */
export type FailedAttempt = { attemptId: string; reason: string };

/** What the provider says of one hosted checkout. */
export type CheckoutState = {
  sessionId: string;
  paymentId: string | null;
  /**
   * PROCESSING: a card is being charged, whether or not the page is still open. CAPTURED: the provider has
   * the money. CLOSED: nobody can pay there any more.
   */
  state: "OPEN" | "PROCESSING" | "CAPTURED" | "CLOSED";
  paymentIntentId: string | null;
  amount: number;
  /** The last try, when it was declined and nothing has come after it. */
  failure: FailedAttempt | null;
};

/** What the provider says of one refund. */
export type RefundState = {
  providerRefundId: string;
  /** PENDING: taken, but the bank has not answered yet. FAILED is final, and may follow SUCCEEDED. */
  state: "PENDING" | "SUCCEEDED" | "FAILED";
  failure: string | null;
};

export type NewCheckout = {
  paymentId: string;
  reservationId: string;
  amount: number;
  locale: "ko" | "en";
  customerEmail: string;
  description: string;
  successUrl: string;
  cancelUrl: string;
  /** When nobody can pay there any more, though nobody has closed it. */
  expiresAt: Date;
};

/** A provider's message, its signature already verified. */
export type ProviderNotice =
  | { id: string; type: string; kind: "CHECKOUT"; checkout: CheckoutState }
  | { id: string; type: string; kind: "DECLINED"; paymentId: string | null; failure: FailedAttempt }
  /** A slow card was declined in the end. The notice does not say which try: the provider knows. */
  | { id: string; type: string; kind: "FAILED_LATE"; sessionId: string }
  | { id: string; type: string; kind: "REFUND"; refund: RefundState }
  | { id: string; type: string; kind: "OTHER" };

/**
 * The port to a payment provider. Every call has a time limit and an idempotency key; a call whose
 * outcome is unknown is repeated or asked about, never guessed.
 *
 * @throws AppError PAYMENT_UNAVAILABLE when the provider does not answer, or not us.
 * @throws ProviderFault on any other answer that was not to be expected.
 */
export interface PaymentGateway {
  createCheckout(checkout: NewCheckout): Promise<{ sessionId: string; url: string }>;
  retrieveCheckout(sessionId: string): Promise<CheckoutState>;
  /** Closes a checkout; one that was paid already, or is being paid, stays as it is. */
  closeCheckout(sessionId: string): Promise<void>;
  /**
   * `refusals`: how often the provider has refused this refund for good before.
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
  /** A refund of ours that the provider has and that has not failed, whatever became of its answer. */
  findRefund(of: { refundId: string; paymentIntentId: string }): Promise<RefundState | null>;
  /** @throws AppError FORBIDDEN when the signature is not the provider's; NoticeNotUnderstood as `readNotice`. */
  verifyNotice(body: string, signature: string): ProviderNotice;
  /** A notice that was verified before. @throws NoticeNotUnderstood when it is not what its type promises. */
  readNotice(body: string): ProviderNotice;
}

/** A notice of the provider that we can do nothing with, now or later. */
export class NoticeNotUnderstood extends Error {
  override readonly name = "NoticeNotUnderstood";
}

/** The provider answered what it should not have to: it knows no such thing, or we asked wrongly. */
export class ProviderFault extends Error {
  override readonly name = "ProviderFault";
}

/** The provider has answered, and the answer is no. */
export class RefundRefused extends Error {
  override readonly name = "RefundRefused";
}
