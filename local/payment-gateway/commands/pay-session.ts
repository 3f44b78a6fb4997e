import type { TestCard } from "../cards";
import { newId } from "../ids";
import type { Change, Charge, DeclineCode, Intent, Session, UsedCard } from "../model";
import { newEvent } from "../objects/event";
import { intentObject } from "../objects/intent";
import { sessionObject } from "../objects/session";
import { capture } from "./settle-payment";

export type PayRules = { now: number; publicUrl: string; slowMs: number; lateMs: number; lostMs: number };

export type PaymentOutcome =
  | { kind: "complete" }
  | { kind: "processing" }
  | { kind: "reply-lost" }
  | { kind: "declined"; code: DeclineCode }
  | { kind: "expired" };

type Paid = { outcome: PaymentOutcome; changes: Change[] };

/**
 * The customer pays a session with a card. A session that is paid, or being paid, is not charged
 * again whatever card is given: a double click and the back button come here too.
 */
export function paySession(
  session: Session,
  intent: Intent | undefined,
  payment: { card: TestCard; used: UsedCard },
  rules: PayRules,
): Paid {
  if (session.status === "complete") {
    return { outcome: { kind: session.replyLost ? "reply-lost" : "complete" }, changes: [] };
  }
  if (session.status === "expired") return { outcome: { kind: "expired" }, changes: [] };
  if (intent?.status === "processing") return { outcome: { kind: "processing" }, changes: [] };
  // The timer that expires the session may be late; the deadline is not.
  if (rules.now >= session.expiresAt) return { outcome: { kind: "expired" }, changes: [] };

  const attempt = intent ?? newIntent(session, rules.now);
  const owned: Session = { ...session, intentId: attempt.id };
  return charge(owned, attempt, payment, rules);
}

function charge(
  session: Session,
  intent: Intent,
  { card, used }: { card: TestCard; used: UsedCard },
  rules: PayRules,
): Paid {
  const { behaviour } = card;
  const pending: Intent = { ...intent, charge: newCharge(used, rules.now), refunds: card.refunds };
  switch (behaviour.kind) {
    case "succeeds":
      return { outcome: { kind: "complete" }, changes: capture(session, pending, rules) };
    case "declined":
      return decline(session, pending, behaviour.code, rules.now);
    case "slow":
      return answerLater(session, pending, behaviour.outcome, rules);
    case "reply-lost": {
      const lost: Session = { ...session, replyLost: true };
      const notBefore = rules.now + rules.lostMs;
      return { outcome: { kind: "reply-lost" }, changes: capture(lost, pending, { ...rules, notBefore }) };
    }
    case "late": {
      const settlement = { at: rules.now + rules.lateMs, outcome: "succeed", kind: "late" } as const;
      const processing: Intent = { ...pending, status: "processing", settlement };
      return {
        outcome: { kind: "processing" },
        changes: [
          { kind: "session", value: session },
          { kind: "intent", value: processing },
        ],
      };
    }
  }
}

function decline(session: Session, intent: Intent, code: DeclineCode, now: number): Paid {
  const failedCharge: Charge | null = intent.charge && { ...intent.charge, status: "failed", decline: code };
  const failed: Intent = { ...intent, status: "requires_payment_method", charge: failedCharge };
  return {
    outcome: { kind: "declined", code },
    changes: [
      { kind: "session", value: session },
      { kind: "intent", value: failed },
      ...newEvent("payment_intent.payment_failed", intentObject(failed, 0), { sessionId: session.id, now }),
    ],
  };
}

/** As with a bank transfer at Stripe: the session is complete, the money is on its way. */
function answerLater(session: Session, intent: Intent, outcome: "succeed" | "fail", rules: PayRules): Paid {
  const settlement = { at: rules.now + rules.slowMs, outcome, kind: "slow" } as const;
  const processing: Intent = { ...intent, status: "processing", settlement };
  const complete: Session = { ...session, status: "complete" };
  const shown = sessionObject(complete, { intent: processing, refunded: 0, publicUrl: rules.publicUrl });
  return {
    outcome: { kind: "complete" },
    changes: [
      { kind: "session", value: complete },
      { kind: "intent", value: processing },
      ...newEvent("checkout.session.completed", shown, { sessionId: session.id, now: rules.now }),
    ],
  };
}

function newIntent(session: Session, now: number): Intent {
  return {
    id: newId("pi"),
    sessionId: session.id,
    amount: session.amountTotal,
    status: "requires_payment_method",
    metadata: session.intentMetadata,
    description: session.intentDescription,
    receiptEmail: null,
    charge: null,
    settlement: null,
    createdAt: now,
    canceledAt: null,
  };
}

function newCharge(card: UsedCard, now: number): Charge {
  return { id: newId("ch"), status: "pending", createdAt: now, card, decline: null };
}
