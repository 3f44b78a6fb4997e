import type { Change, EventType, Intent, Session } from "../model";
import { newEvent } from "../objects/event";
import { intentObject } from "../objects/intent";
import { sessionObject } from "../objects/session";

export type SettleRules = { now: number; publicUrl: string; notBefore?: number };

/** Takes the money of a payment in progress and completes its session. */
export function capture(
  session: Session,
  intent: Intent,
  rules: SettleRules,
  sessionEvent: EventType = "checkout.session.completed",
): Change[] {
  const paid: Intent = {
    ...intent,
    status: "succeeded",
    charge: intent.charge && { ...intent.charge, status: "succeeded" },
    settlement: null,
  };
  const complete: Session = { ...session, status: "complete", paymentStatus: "paid" };
  return settled(complete, paid, ["payment_intent.succeeded", sessionEvent], rules);
}

/** The issuer has answered a payment in `processing`. A payment that is not is left alone. */
export function settlePayment(session: Session, intent: Intent, rules: SettleRules): Change[] {
  if (intent.status !== "processing" || !intent.settlement) return [];
  const { outcome, kind } = intent.settlement;
  if (outcome === "succeed") {
    // A late card is answered before its session was ever completed; a slow one after.
    const event = kind === "late" ? "checkout.session.completed" : "checkout.session.async_payment_succeeded";
    return capture(session, intent, rules, event);
  }
  const failed: Intent = {
    ...intent,
    status: "requires_payment_method",
    charge: intent.charge && { ...intent.charge, status: "failed", decline: "generic_decline" },
    settlement: null,
  };
  return settled(
    session,
    failed,
    ["payment_intent.payment_failed", "checkout.session.async_payment_failed"],
    rules,
  );
}

function settled(
  session: Session,
  intent: Intent,
  types: [EventType, EventType],
  rules: SettleRules,
): Change[] {
  const [intentEvent, sessionEvent] = types;
  const facts = { sessionId: session.id, now: rules.now, notBefore: rules.notBefore };
  const shown = sessionObject(session, { intent, refunded: 0, publicUrl: rules.publicUrl });
  return [
    { kind: "session", value: session },
    { kind: "intent", value: intent },
    ...newEvent(intentEvent, intentObject(intent, 0), facts),
    ...newEvent(sessionEvent, shown, facts),
  ];
}
