import type { TestCard } from "./cards";
import {
  type Change,
  type Checkout,
  type DeclineCode,
  type Intent,
  newId,
  type PaymentOutcome,
  type RefundCourse,
  type Session,
} from "./model";
import type { CreateSessionParams } from "./params";
import { invalidRequest } from "./stripe-error";
import { intentObject, newEvent, sessionObject } from "./stripe-objects";

/** Stripe accepts at most eight digits for a KRW charge. */
const MAX_AMOUNT = 99_999_999;
const MAX_EXPIRY_SECONDS = 24 * 60 * 60;

export type PayRules = { now: number; slowMs: number; lateMs: number; lostMs: number };

type Paid = { outcome: PaymentOutcome; changes: Change[] };

/** A new, open Checkout Session. The payment intent is made when the customer first tries to pay. */
export function newSession(
  params: CreateSessionParams,
  { now, minExpirySeconds }: { now: number; minExpirySeconds: number },
): Session {
  const lineItems = params.line_items.map(({ price_data, quantity }) => ({
    name: price_data.product_data.name,
    unitAmount: price_data.unit_amount,
    quantity,
  }));
  const amountTotal = lineItems.reduce((sum, item) => sum + item.unitAmount * item.quantity, 0);
  if (amountTotal < 1 || amountTotal > MAX_AMOUNT)
    throw invalidRequest(`The total amount due must be ₩1 to ₩${MAX_AMOUNT}.`, undefined, "line_items");
  return {
    id: newId("cs_test"),
    status: "open",
    paymentStatus: "unpaid",
    lineItems,
    amountTotal,
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    clientReferenceId: params.client_reference_id ?? null,
    customerEmail: params.customer_email ?? null,
    locale: params.locale ?? null,
    metadata: params.metadata ?? {},
    intentMetadata: params.payment_intent_data?.metadata ?? {},
    intentId: null,
    replyLost: false,
    createdAt: now,
    expiresAt: expiryOf(params.expires_at, Math.floor(now / 1000), minExpirySeconds),
  };
}

/** Stripe counts in whole seconds. */
function expiryOf(requested: number | undefined, nowSeconds: number, minSeconds: number): number {
  const expiry = requested ?? nowSeconds + MAX_EXPIRY_SECONDS;
  const refuse = (limit: string) =>
    invalidRequest(
      `The \`expires_at\` timestamp must be ${limit} from Checkout Session creation.`,
      undefined,
      "expires_at",
    );
  if (expiry < nowSeconds + minSeconds) throw refuse(`at least ${minSeconds / 60} minutes`);
  if (expiry > nowSeconds + MAX_EXPIRY_SECONDS) throw refuse("less than 24 hours");
  return expiry * 1000;
}

/** What earlier attempts to pay led to; null while the session waits for a card. */
export function outcomeSoFar({ session, intent }: Checkout, now: number): PaymentOutcome | null {
  if (session.status === "complete") return session.replyLost ? "reply-lost" : "complete";
  if (session.status === "expired") return "expired";
  if (intent?.status === "processing") return "processing";
  // The timer that expires the session may be late; the deadline is not.
  return now >= session.expiresAt ? "expired" : null;
}

/**
 * The customer pays a session with a card. A session that is paid, or being paid, is never charged again: a
 * double click and the back button come here too.
 */
export function paySession(checkout: Checkout, card: TestCard, rules: PayRules): Paid {
  const earlier = outcomeSoFar(checkout, rules.now);
  if (earlier) return { outcome: earlier, changes: [] };
  const intent: Intent = {
    ...(checkout.intent ?? newIntent(checkout.session, rules.now)),
    charge: { id: newId("ch"), last4: card.number.slice(-4), decline: null },
    refunds: refundCourseOf(card),
  };
  const session: Session = { ...checkout.session, intentId: intent.id };
  const { now } = rules;
  switch (card.name) {
    case "success":
    case "refund-later":
    case "refund-returns":
      return { outcome: "complete", changes: capture(session, intent, now) };
    case "reply-lost": {
      const lost = { ...session, replyLost: true };
      return { outcome: "reply-lost", changes: capture(lost, intent, now, now + rules.lostMs) };
    }
    case "declined":
      return { outcome: "generic_decline", changes: decline(session, intent, "generic_decline", now) };
    case "insufficient":
      return { outcome: "insufficient_funds", changes: decline(session, intent, "insufficient_funds", now) };
    case "slow":
    case "slow-fail": {
      // As with a bank transfer at Stripe: the session is complete, the money comes later.
      const complete: Session = { ...session, status: "complete" };
      const outcome = card.name === "slow" ? "succeed" : "fail";
      const event = newEvent("checkout.session.completed", sessionObject(complete, ""), now);
      const changes = [...ask(complete, intent, { at: now + rules.slowMs, outcome }), ...event];
      return { outcome: "complete", changes };
    }
    case "late":
      return {
        outcome: "processing",
        changes: ask(session, intent, { at: now + rules.lateMs, outcome: "succeed" }),
      };
  }
}

const refundCourseOf = ({ name }: TestCard): RefundCourse =>
  name === "refund-later" ? "later" : name === "refund-returns" ? "returns" : "at-once";

function newIntent(session: Session, now: number): Omit<Intent, "charge"> {
  return {
    id: newId("pi"),
    sessionId: session.id,
    amount: session.amountTotal,
    status: "requires_payment_method",
    metadata: session.intentMetadata,
    settlement: null,
    createdAt: now,
  };
}

/** The card's bank has been asked, and answers later. */
function ask(session: Session, intent: Intent, settlement: NonNullable<Intent["settlement"]>): Change[] {
  return [
    { kind: "session", value: session },
    { kind: "intent", value: { ...intent, status: "processing", settlement } },
  ];
}

/** Takes the money and completes the session, unless it is complete already. */
function capture(session: Session, intent: Intent, now: number, notBefore = now): Change[] {
  const type = session.status === "open" ? "completed" : "async_payment_succeeded";
  const paid: Session = { ...session, status: "complete", paymentStatus: "paid" };
  return [
    { kind: "session", value: paid },
    { kind: "intent", value: { ...intent, status: "succeeded", settlement: null } },
    ...newEvent(`checkout.session.${type}`, sessionObject(paid, ""), now, notBefore),
  ];
}

function decline(session: Session, intent: Intent, code: DeclineCode, now: number): Change[] {
  const declined: Intent = {
    ...intent,
    status: "requires_payment_method",
    charge: intent.charge && { ...intent.charge, decline: code },
    settlement: null,
  };
  return [
    { kind: "session", value: session },
    { kind: "intent", value: declined },
    ...newEvent("payment_intent.payment_failed", intentObject(declined), now),
  ];
}

/** The bank answers a payment in `processing`. Any other payment stays as it is. */
export function settlePayment({ session, intent }: Checkout, now: number): Change[] {
  if (intent?.status !== "processing" || !intent.settlement) return [];
  if (intent.settlement.outcome === "succeed") return capture(session, intent, now);
  return [
    ...decline(session, intent, "generic_decline", now),
    ...newEvent("checkout.session.async_payment_failed", sessionObject(session, ""), now),
  ];
}

/**
 * Closes an open session so that it can no longer be paid; any other stays as it is. A late card that is being
 * charged is captured at this moment instead.
 */
export function expireSession({ session, intent }: Checkout, now: number): Change[] {
  if (session.status !== "open") return [];
  if (intent?.status === "processing") return settlePayment({ session, intent }, now);
  const expired: Session = { ...session, status: "expired" };
  return [
    { kind: "session", value: expired },
    // A payment that was tried and declined cannot be tried again.
    ...(intent ? [{ kind: "intent" as const, value: { ...intent, status: "canceled" as const } }] : []),
    ...newEvent("checkout.session.expired", sessionObject(expired, ""), now),
  ];
}
