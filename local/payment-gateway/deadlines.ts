import { expireSession } from "./commands/expire-session";
import { settleRefund } from "./commands/refund-payment";
import { settlePayment } from "./commands/settle-payment";
import type { Change, Intent, Session } from "./model";
import type { Store } from "./store";
import type { Timers } from "./timers";

/** What a deadline needs of the books. */
type Books = {
  readonly store: Store;
  readonly publicUrl: string;
  intentOf(session: Session): Intent | undefined;
  commit(changes: Change[]): void;
};

/** Sets, or clears, the timer that a change calls for. What is overdue is done at once. */
export function watchDeadline(books: Books, timers: Timers, { kind, value }: Change): void {
  switch (kind) {
    case "session":
      if (value.status !== "open") timers.clear(`expiry:${value.id}`);
      else timers.set(`expiry:${value.id}`, value.expiresAt, () => expire(books, value.id));
      return;
    case "intent":
      if (!value.settlement) timers.clear(`payment:${value.id}`);
      else timers.set(`payment:${value.id}`, value.settlement.at, () => settle(books, value.id));
      return;
    case "refund":
      if (!value.settlement) timers.clear(`refund:${value.id}`);
      else timers.set(`refund:${value.id}`, value.settlement.at, () => finishRefund(books, value.id));
  }
}

function expire(books: Books, sessionId: string): void {
  const session = books.store.sessions.get(sessionId);
  if (session) books.commit(expireSession(session, books.intentOf(session), rulesOf(books)).changes);
}

function settle(books: Books, intentId: string): void {
  const intent = books.store.intents.get(intentId);
  const session = intent && books.store.sessions.get(intent.sessionId);
  if (session) books.commit(settlePayment(session, intent, rulesOf(books)));
}

function finishRefund(books: Books, refundId: string): void {
  const refund = books.store.refunds.get(refundId);
  const intent = refund && books.store.intents.get(refund.intentId);
  if (intent) books.commit(settleRefund(refund, intent, books.store.refundsOf(intent.id), Date.now()));
}

function rulesOf(books: Books) {
  return { now: Date.now(), publicUrl: books.publicUrl };
}
