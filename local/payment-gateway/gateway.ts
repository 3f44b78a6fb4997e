import path from "node:path";
import type { TestCard } from "./cards";
import { type PaymentOutcome, paySession } from "./commands/pay-session";
import { refundedAmount } from "./commands/refund-payment";
import { watchDeadline } from "./deadlines";
import type { GatewayConfig } from "./env";
import { type Faults, NO_FAULTS } from "./faults";
import { type Journal, openJournal, replayJournal } from "./journal";
import { lockFolder } from "./lock";
import type { Change, Delivery, Intent, Session, UsedCard } from "./model";
import { sessionObject } from "./objects/session";
import { Store } from "./store";
import { createTimers } from "./timers";
import { createWebhooks, type Webhooks } from "./webhooks";

/** A gateway that is being stopped, or whose parent has just died, is gone within this time. */
const LOCK_PATIENCE_MS = 3_000;
const HOUR_MS = 60 * 60 * 1000;

/**
 * The gateway itself: state, log, timers and webhooks. Commands are computed from the state and take
 * effect by `commit`; nobody is told before `durable` resolves.
 */
export class Gateway {
  readonly store = new Store();
  readonly faults: Faults = { ...NO_FAULTS };
  publicUrl = "";
  readonly #timers = createTimers();
  #webhooks: Webhooks;
  #journal: Journal | null = null;
  #unlock: (() => void) | null = null;

  constructor(readonly config: GatewayConfig) {
    this.#webhooks = createWebhooks({
      store: this.store,
      faults: this.faults,
      timers: this.#timers,
      url: config.webhookUrl,
      secret: config.webhookSecret,
      record: (delivery) => this.commit([{ kind: "delivery", value: delivery }]),
    });
  }

  /** Reads the log and opens it. `onFailure` is called when the log can no longer be written. */
  async open(onFailure: (error: unknown) => void): Promise<void> {
    this.#unlock = await lockFolder(this.config.folder, LOCK_PATIENCE_MS);
    const file = path.join(this.config.folder, "log.jsonl");
    await replayJournal(file, (record) => {
      for (const change of record as Change[]) this.store.apply(change);
    });
    this.#journal = await openJournal(file, onFailure);
  }

  /** Takes up what was due or under way when the process last ended. Call when `publicUrl` is known. */
  resume(): void {
    this.#forgetRepliesHourly();
    for (const session of this.store.sessions.values())
      watchDeadline(this, this.#timers, { kind: "session", value: session });
    for (const intent of this.store.intents.values())
      watchDeadline(this, this.#timers, { kind: "intent", value: intent });
    for (const refund of this.store.refunds.values())
      watchDeadline(this, this.#timers, { kind: "refund", value: refund });
    for (const delivery of this.store.deliveries.values()) this.#send(delivery);
  }

  async close(): Promise<void> {
    await this.#webhooks.stop();
    this.#timers.stop();
    await this.#journal?.close();
    this.#unlock?.();
  }

  /**
   * Applies the changes together: after a crash the log has all of them or none. `conclude` adds
   * changes that depend on the others having been applied.
   */
  commit(changes: Change[], conclude: () => Change[] = () => []): void {
    if (!this.#journal) throw new Error("the log is not open");
    for (const change of changes) this.store.apply(change);
    const conclusions = conclude();
    for (const change of conclusions) this.store.apply(change);
    const all = [...changes, ...conclusions];
    if (all.length === 0) return;
    const written = this.#journal.append(all);
    for (const change of all) watchDeadline(this, this.#timers, change);
    // A webhook must not speak of something that a crash could still undo.
    const fresh = all.flatMap((change) => (isFreshDelivery(change) ? [change.value] : []));
    written.then(
      () => {
        for (const delivery of fresh) this.#send(delivery);
      },
      () => {}, // the journal has reported its own failure
    );
  }

  /** Resolves when everything that has been committed is on the disk. */
  async durable(): Promise<void> {
    await this.#journal?.settled();
  }

  intentOf(session: Session): Intent | undefined {
    return session.intentId === null ? undefined : this.store.intents.get(session.intentId);
  }

  refundedOf(intent: Intent | undefined): number {
    return intent ? refundedAmount(this.store.refundsOf(intent.id)) : 0;
  }

  showSession(session: Session, expand: string[] = []) {
    const intent = this.intentOf(session);
    return sessionObject(
      session,
      { intent, refunded: this.refundedOf(intent), publicUrl: this.publicUrl },
      expand,
    );
  }

  /** The customer pays; the answer may be given once `durable` has resolved. */
  pay(session: Session, card: TestCard, used: UsedCard): PaymentOutcome {
    const { slowMs, lateMs, lostMs } = this.config;
    const rules = { now: Date.now(), publicUrl: this.publicUrl, slowMs, lateMs, lostMs };
    const { outcome, changes } = paySession(session, this.intentOf(session), { card, used }, rules);
    this.commit(changes);
    return outcome;
  }

  /** Sends an event again, as the "Resend" button of Stripe's dashboard does. */
  redeliver(delivery: Delivery): void {
    this.commit([
      { kind: "delivery", value: { ...delivery, attempts: 0, nextAttemptAt: Date.now(), deliveredAt: null } },
    ]);
  }

  resumeWebhooks(): void {
    this.#webhooks.resume();
  }

  #send(delivery: Delivery): void {
    if (delivery.deliveredAt === null && delivery.abandonedAt === null)
      this.#webhooks.enqueue(delivery.eventId);
  }

  #forgetRepliesHourly(): void {
    const now = Date.now();
    this.store.forgetOldReplies(now);
    this.#timers.set("forget-replies", now + HOUR_MS, () => this.#forgetRepliesHourly());
  }
}

function isFreshDelivery(change: Change): change is { kind: "delivery"; value: Delivery } {
  return change.kind === "delivery" && change.value.attempts === 0;
}
