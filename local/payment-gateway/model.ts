import { randomBytes } from "node:crypto";

/** What the gateway remembers. Instants are milliseconds since the epoch; amounts are whole KRW. */

export type Metadata = Record<string, string>;

export type Session = {
  id: string;
  status: "open" | "complete" | "expired";
  paymentStatus: "paid" | "unpaid";
  lineItems: { name: string; unitAmount: number; quantity: number }[];
  amountTotal: number;
  successUrl: string;
  cancelUrl: string | null;
  clientReferenceId: string | null;
  customerEmail: string | null;
  locale: "auto" | "ko" | "en" | null;
  metadata: Metadata;
  intentMetadata: Metadata;
  /** Null until the customer first tries to pay, as at Stripe. */
  intentId: string | null;
  /** The payer's connection is cut whenever this session is paid (the "reply lost" card). */
  replyLost: boolean;
  createdAt: number;
  expiresAt: number;
};

export type DeclineCode = "generic_decline" | "insufficient_funds";

/** What the bank will answer, and when. */
export type Settlement = { at: number; outcome: "succeed" | "fail" };

export type Intent = {
  id: string;
  sessionId: string;
  amount: number;
  status: "requires_payment_method" | "processing" | "succeeded" | "canceled";
  metadata: Metadata;
  /** The newest attempt to charge a card. Of the card only its last digits are kept. */
  charge: { id: string; last4: string; decline: DeclineCode | null } | null;
  /** How the bank takes refunds to the card that paid. */
  refunds?: RefundCourse;
  settlement: Settlement | null;
  createdAt: number;
};

/** later: pending, then it succeeds. bounces: pending, then it fails. returns: it succeeds, then fails. */
export type RefundCourse = "at-once" | "later" | "bounces" | "returns";

export type Refund = {
  id: string;
  intentId: string;
  amount: number;
  status: "pending" | "succeeded" | "failed";
  metadata: Metadata;
  settlement: Settlement | null;
  createdAt: number;
};

export type EventType =
  | `checkout.session.${"completed" | "async_payment_succeeded" | "async_payment_failed" | "expired"}`
  | "payment_intent.payment_failed"
  | "refund.updated"
  | "refund.failed";

/** A webhook event; `body` is what is signed and sent, and shows the object as it was then. */
export type GatewayEvent = { id: string; type: EventType; createdAt: number; body: string };

export type Delivery = {
  eventId: string;
  attempts: number;
  nextAttemptAt: number;
  deliveredAt: number | null;
};

/** The first answer to an Idempotency-Key. */
export type SavedReply = {
  key: string;
  endpoint: string;
  fingerprint: string;
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

/** A session, and its payment intent once there is one. */
export type Checkout = { session: Session; intent: Intent | undefined };

/** What a card, or earlier attempts to pay, led to. */
export type PaymentOutcome = "complete" | "processing" | "reply-lost" | "expired" | DeclineCode;

/** An unguessable id as Stripe's, such as `cs_test_3f…` (128 random bits). */
export const newId = (prefix: "cs_test" | "pi" | "ch" | "re" | "evt" | "req"): string =>
  `${prefix}_${randomBytes(16).toString("hex")}`;
