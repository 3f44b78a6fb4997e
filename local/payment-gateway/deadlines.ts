import { expireSession } from "./commands/expire-session";
import { settleRefund } from "./commands/refund-payment";
import { settlePayment } from "./commands/settle-payment";
import type { Gateway } from "./gateway";
import type { Change } from "./model";
import type { Timers } from "./timers";

/** Sets, or clears, the timer that a change calls for. What is overdue is done at once. */
export function watchDeadline(gateway: Gateway, timers: Timers, { kind, value }: Change): void {
  switch (kind) {
    case "session":
      if (value.status !== "open") timers.clear(`expiry:${value.id}`);
      else timers.set(`expiry:${value.id}`, value.expiresAt, () => expire(gateway, value.id));
      return;
    case "intent":
      if (!value.settlement) timers.clear(`payment:${value.id}`);
      else timers.set(`payment:${value.id}`, value.settlement.at, () => settle(gateway, value.id));
      return;
    case "refund":
      if (!value.settlement) timers.clear(`refund:${value.id}`);
      else timers.set(`refund:${value.id}`, value.settlement.at, () => finishRefund(gateway, value.id));
  }
}

function expire(gateway: Gateway, sessionId: string): void {
  const session = gateway.store.sessions.get(sessionId);
  if (session) gateway.commit(expireSession(session, gateway.intentOf(session), rulesOf(gateway)).changes);
}

function settle(gateway: Gateway, intentId: string): void {
  const intent = gateway.store.intents.get(intentId);
  const session = intent && gateway.store.sessions.get(intent.sessionId);
  if (session) gateway.commit(settlePayment(session, intent, rulesOf(gateway)));
}

function finishRefund(gateway: Gateway, refundId: string): void {
  const refund = gateway.store.refunds.get(refundId);
  const intent = refund && gateway.store.intents.get(refund.intentId);
  if (intent) gateway.commit(settleRefund(refund, intent, gateway.store.refundsOf(intent.id), Date.now()));
}

function rulesOf(gateway: Gateway) {
  return { now: Date.now(), publicUrl: gateway.publicUrl };
}
