import type { Change, Checkout, Delivery, GatewayEvent, Intent, Refund, SavedReply, Session } from "./model";

/** Stripe forgets an Idempotency-Key after it is at least 24 hours old. */
export const REPLY_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** The gateway's state: every change of the journal, applied in order. Each map is named as its kind of change. */
export class Store {
  readonly session = new Map<string, Session>();
  readonly intent = new Map<string, Intent>();
  readonly refund = new Map<string, Refund>();
  /** Events that are not yet delivered, and their deliveries by the event's id. */
  readonly event = new Map<string, GatewayEvent>();
  readonly delivery = new Map<string, Delivery>();
  /** By idempotency key, oldest first. */
  readonly reply = new Map<string, SavedReply>();

  apply({ kind, value }: Change): void {
    if (kind === "delivery" && value.deliveredAt !== null) {
      this.event.delete(value.eventId);
      this.delivery.delete(value.eventId);
    } else if (kind === "delivery") {
      this.delivery.set(value.eventId, value);
    } else if (kind === "reply") {
      this.reply.set(value.key, value);
    } else {
      (this[kind] as Map<string, typeof value>).set(value.id, value);
    }
  }

  checkout(sessionId: string): Checkout | undefined {
    const session = this.session.get(sessionId);
    return session && { session, intent: this.intent.get(session.intentId ?? "") };
  }

  /** The refunds of one payment, oldest first. */
  refundsOf(intentId: string): Refund[] {
    return [...this.refund.values()].filter((refund) => refund.intentId === intentId);
  }

  /** The first answer under a key, as long as Stripe keeps it. */
  savedReply(key: string, now: number): SavedReply | undefined {
    for (const reply of this.reply.values()) {
      if (now - reply.createdAt < REPLY_LIFETIME_MS) break;
      this.reply.delete(reply.key);
    }
    return this.reply.get(key);
  }
}
