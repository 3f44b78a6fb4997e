import path from "node:path";
import type { TestCard } from "./cards";
import { expireSession, paySession, settlePayment } from "./checkout";
import type { GatewayConfig } from "./env";
import { type Faults, NO_FAULTS } from "./faults";
import { Journal, replayJournal } from "./journal";
import type { Change, Checkout, PaymentOutcome } from "./model";
import { settleRefund } from "./refunds";
import { Store } from "./store";
import { afterAttempt, WebhookSender } from "./webhooks";

/**
 * State, journal, deadlines and webhooks of the gateway. The rules (checkout.ts, refunds.ts) compute changes, which
 * take effect by `commit`; nobody is told of them before `durable` resolves.
 */
export class Gateway {
  readonly store = new Store();
  faults: Faults = NO_FAULTS;
  publicUrl = "";
  readonly #sender: WebhookSender | null;
  #journal: Journal | null = null;

  constructor(readonly config: GatewayConfig) {
    const { webhookUrl, webhookSecret } = config;
    this.#sender = webhookUrl ? new WebhookSender(webhookUrl, webhookSecret) : null;
  }

  /** Reads the journal and opens it. `onFailure` is called when it can no longer be written. */
  async open(onFailure: (error: unknown) => void): Promise<void> {
    const file = path.join(this.config.folder, "log.jsonl");
    await replayJournal(file, (record) => {
      for (const change of record as Change[]) this.store.apply(change);
    });
    this.#journal = await Journal.open(file, onFailure);
  }

  /** Takes up what was due or under way when the process last ended. Call when `publicUrl` is known. */
  resume(): void {
    for (const kind of ["session", "intent", "refund", "delivery"] as const)
      for (const value of this.store[kind].values()) this.#watch({ kind, value } as Change);
  }

  async close(): Promise<void> {
    await this.#sender?.stop();
    const journal = this.#journal;
    this.#journal = null;
    await journal?.close();
  }

  /** Applies changes together: after a crash the journal has all of them or none. */
  commit(changes: Change[]): void {
    if (!this.#journal || changes.length === 0) return;
    for (const change of changes) this.store.apply(change);
    this.#journal.append(changes).then(
      // A webhook must not tell of what a crash could still undo.
      () => changes.forEach((change) => void this.#watch(change)),
      () => {}, // The journal reports its own failure.
    );
  }

  /** Resolves when everything that has been committed is on the disk. */
  async durable(): Promise<void> {
    await this.#journal?.settled();
  }

  /** The customer pays; the answer may be given once `durable` has resolved. */
  pay(checkout: Checkout, card: TestCard): PaymentOutcome {
    const { outcome, changes } = paySession(checkout, card, { now: Date.now(), ...this.config });
    this.commit(changes);
    return outcome;
  }

  /** Sets a timer for what a change leads to. What is overdue is done at once. */
  #watch(change: Change): void {
    const at = dueAt(change);
    if (at !== null) setTimeout(() => void this.#onDue(change), Math.max(0, at - Date.now()));
  }

  /** The rules leave alone what has changed since the timer was set. */
  async #onDue({ kind, value }: Change): Promise<void> {
    const now = Date.now();
    const checkoutOf = (sessionId: string) => this.store.checkout(sessionId);
    if (kind === "session") {
      const checkout = checkoutOf(value.id);
      if (checkout) this.commit(expireSession(checkout, now));
    } else if (kind === "intent") {
      const checkout = checkoutOf(value.sessionId);
      if (checkout) this.commit(settlePayment(checkout, now));
    } else if (kind === "refund") {
      const refund = this.store.refund.get(value.id);
      if (refund) this.commit(settleRefund(refund, now));
    } else if (kind === "delivery") {
      await this.#deliver(value.eventId);
    }
  }

  async #deliver(eventId: string): Promise<void> {
    const event = this.store.event.get(eventId);
    const isDelivered = event && (await this.#sender?.send(event));
    const delivery = this.store.delivery.get(eventId);
    if (!event || !delivery || typeof isDelivered !== "boolean") return;
    this.commit([{ kind: "delivery", value: afterAttempt(delivery, isDelivered) }]);
  }
}

/** When something has to happen because of a change; null when nothing has to. */
function dueAt({ kind, value }: Change): number | null {
  switch (kind) {
    case "session":
      return value.status === "open" ? value.expiresAt : null;
    case "intent":
    case "refund":
      return value.settlement?.at ?? null;
    case "delivery":
      return value.deliveredAt === null ? value.nextAttemptAt : null;
    default:
      return null;
  }
}
