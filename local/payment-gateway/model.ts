/** What the gateway remembers. Instants are milliseconds since the epoch; amounts are whole KRW. */

export type Metadata = Record<string, string>;

export type LineItem = {
  id: string;
  name: string;
  description: string | null;
  unitAmount: number;
  quantity: number;
};

export type SessionStatus = "open" | "complete" | "expired";

export type Session = {
  id: string;
  status: SessionStatus;
  paymentStatus: "paid" | "unpaid";
  lineItems: LineItem[];
  amountTotal: number;
  successUrl: string;
  cancelUrl: string | null;
  clientReferenceId: string | null;
  customerEmail: string | null;
  locale: "auto" | "ko" | "en" | null;
  metadata: Metadata;
  intentMetadata: Metadata;
  intentDescription: string | null;
  /** Null until the customer first tries to pay, as at Stripe. */
  intentId: string | null;
  /** The payer's connection is cut whenever this session is paid (the "reply lost" card). */
  replyLost: boolean;
  createdAt: number;
  expiresAt: number;
};

/** Never the number or the security code. */
export type UsedCard = { last4: string; expMonth: number; expYear: number; name: string };

export type DeclineCode = "generic_decline" | "insufficient_funds";

export type Charge = {
  id: string;
  status: "succeeded" | "failed" | "pending";
  createdAt: number;
  card: UsedCard;
  decline: DeclineCode | null;
};

export type Intent = {
  id: string;
  sessionId: string;
  amount: number;
  status: "requires_payment_method" | "processing" | "succeeded" | "canceled";
  metadata: Metadata;
  description: string | null;
  receiptEmail: string | null;
  charge: Charge | null;
  /** How refunds to the card that paid go; absent in older logs: at once. */
  refunds?: RefundCourse;
  /** What a payment in `processing` will become, and when at the latest. */
  settlement: { at: number; outcome: "succeed" | "fail"; kind: "slow" | "late" } | null;
  createdAt: number;
  canceledAt: number | null;
};

/**
 * How the bank takes a refund: at once, after a while, not at all (after a while), or at once and then it
 * sends the money back.
 */
export type RefundCourse = "at-once" | "later" | "bounces" | "returns";

export type RefundReason = "duplicate" | "fraudulent" | "requested_by_customer";

export type Refund = {
  id: string;
  intentId: string;
  amount: number;
  status: "pending" | "succeeded" | "failed";
  reason: RefundReason | null;
  metadata: Metadata;
  /** What will become of it yet, and when. */
  settlement: { at: number; outcome: "succeed" | "fail" } | null;
  createdAt: number;
};

export type EventType =
  | "checkout.session.completed"
  | "checkout.session.async_payment_succeeded"
  | "checkout.session.async_payment_failed"
  | "checkout.session.expired"
  | "payment_intent.payment_failed"
  | "payment_intent.succeeded"
  | "refund.created"
  | "refund.updated"
  | "refund.failed"
  | "charge.refunded";

/** A webhook event; `body` is what is signed and sent, frozen when it happened. */
export type GatewayEvent = {
  id: string;
  type: EventType;
  sessionId: string;
  createdAt: number;
  body: string;
};

export type Delivery = {
  eventId: string;
  attempts: number;
  nextAttemptAt: number;
  deliveredAt: number | null;
  /** Set when it is given up (Stripe: after three days). */
  abandonedAt: number | null;
  lastOutcome: string | null;
};

/** The first answer to an Idempotency-Key. */
export type SavedReply = {
  key: string;
  endpoint: string;
  fingerprint: string;
  requestId: string;
  status: number;
  body: string;
  createdAt: number;
};

export type Change =
  | { kind: "session"; value: Session }
  | { kind: "intent"; value: Intent }
  | { kind: "refund"; value: Refund }
  | { kind: "event"; value: GatewayEvent }
  | { kind: "delivery"; value: Delivery }
  | { kind: "reply"; value: SavedReply };
