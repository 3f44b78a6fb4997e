import type { Change, Delivery, GatewayEvent, Intent, Refund, SavedReply, Session } from "./model";

/** Delivered events kept in memory for redelivery; the log keeps them all. */
const DELIVERED_EVENTS_KEPT = 2_000;
/** Stripe forgets an Idempotency-Key after it is at least 24 hours old. */
export const REPLY_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** The gateway's state, rebuilt by applying every change of the log in order. */
export class Store {
  readonly sessions = new Map<string, Session>();
  readonly intents = new Map<string, Intent>();
  readonly refunds = new Map<string, Refund>();
  readonly events = new Map<string, GatewayEvent>();
  readonly deliveries = new Map<string, Delivery>();
  readonly replies = new Map<string, SavedReply>();
  readonly #refundsByIntent = new Map<string, string[]>();
  readonly #done: string[] = [];

  apply(change: Change): void {
    switch (change.kind) {
      case "session":
        this.sessions.set(change.value.id, change.value);
        break;
      case "intent":
        this.intents.set(change.value.id, change.value);
        break;
      case "refund":
        this.#applyRefund(change.value);
        break;
      case "event":
        this.events.set(change.value.id, change.value);
        break;
      case "delivery":
        this.#applyDelivery(change.value);
        break;
      case "reply":
        this.replies.set(change.value.key, change.value);
        break;
      default:
        // A log written by a newer gateway: half of its meaning would be lost.
        throw new Error(`unknown record in the log: ${JSON.stringify(change satisfies never)}`);
    }
  }

  /** The refunds of one payment, oldest first. */
  refundsOf(intentId: string): Refund[] {
    const ids = this.#refundsByIntent.get(intentId) ?? [];
    return ids.flatMap((id) => this.refunds.get(id) ?? []);
  }

  /** Drops the saved replies that are older than Stripe keeps them. */
  forgetOldReplies(now: number): void {
    for (const reply of this.replies.values()) {
      if (now - reply.createdAt < REPLY_LIFETIME_MS) break;
      this.replies.delete(reply.key);
    }
  }

  #applyRefund(refund: Refund): void {
    if (!this.refunds.has(refund.id)) {
      const ids = this.#refundsByIntent.get(refund.intentId);
      if (ids) ids.push(refund.id);
      else this.#refundsByIntent.set(refund.intentId, [refund.id]);
    }
    this.refunds.set(refund.id, refund);
  }

  #applyDelivery(delivery: Delivery): void {
    const isDone = delivery.deliveredAt !== null || delivery.abandonedAt !== null;
    const before = this.deliveries.get(delivery.eventId);
    const wasDone = before !== undefined && (before.deliveredAt !== null || before.abandonedAt !== null);
    if (!this.events.has(delivery.eventId)) return;
    this.deliveries.set(delivery.eventId, delivery);
    if (isDone && !wasDone) this.#done.push(delivery.eventId);
    while (this.#done.length > DELIVERED_EVENTS_KEPT) this.#drop(this.#done.shift());
  }

  #drop(eventId: string | undefined): void {
    if (eventId === undefined) return;
    this.events.delete(eventId);
    this.deliveries.delete(eventId);
  }
}
