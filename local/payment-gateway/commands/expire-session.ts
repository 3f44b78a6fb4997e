import type { Change, Intent, Session } from "../model";
import { newEvent } from "../objects/event";
import { sessionObject } from "../objects/session";
import { type SettleRules, settlePayment } from "./settle-payment";

type Expired = { outcome: "expired" | "captured" | "refused"; changes: Change[] };

/**
 * Closes an open session so that it can no longer be paid. If a late card is being charged on it, the
 * charge wins: it is captured at this very moment and the session cannot be expired any more.
 */
export function expireSession(session: Session, intent: Intent | undefined, rules: SettleRules): Expired {
  if (session.status !== "open") return { outcome: "refused", changes: [] };
  if (intent?.status === "processing") {
    return { outcome: "captured", changes: settlePayment(session, intent, rules) };
  }
  const expired: Session = { ...session, status: "expired" };
  const shown = sessionObject(expired, { intent, refunded: 0, publicUrl: rules.publicUrl });
  return {
    outcome: "expired",
    changes: [
      { kind: "session", value: expired },
      // A payment that was tried and declined cannot be tried again.
      ...(intent ? [canceled(intent, rules.now)] : []),
      ...newEvent("checkout.session.expired", shown, { sessionId: session.id, now: rules.now }),
    ],
  };
}

function canceled(intent: Intent, now: number): Change {
  return { kind: "intent", value: { ...intent, status: "canceled", canceledAt: now } };
}
