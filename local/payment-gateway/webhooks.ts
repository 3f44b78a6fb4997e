import { createHmac } from "node:crypto";
import type { Faults } from "./faults";
import type { Delivery } from "./model";
import type { Store } from "./store";
import type { Timers } from "./timers";

const MAX_PARALLEL = 16;
const TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;
/** Stripe tries for up to three days. */
const GIVE_UP_MS = 3 * 24 * 60 * 60 * 1000;

type Outbox = {
  store: Store;
  faults: Faults;
  timers: Timers;
  url: string | undefined;
  secret: string;
  /** Records a delivery's state in the log. */
  record(delivery: Delivery): void;
};

export type Webhooks = {
  /** Takes up an event whose delivery is in the store, on the disk, and not done. */
  enqueue(eventId: string): void;
  /** Delivers what a fault held back. */
  resume(): void;
  stop(): Promise<void>;
};

/** The header that Stripe signs its webhooks with; `at` is in ms since the epoch. */
export function signatureHeader(body: string, secret: string, at: number): string {
  const timestamp = Math.floor(at / 1000);
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return `t=${timestamp},v1=${signature}`;
}

/** 0.5 s, 1 s, 2 s … up to 30 s, each up to a fifth longer so that retries spread out. */
export function retryDelayMs(attempts: number, random: number): number {
  const delay = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10));
  return Math.round(delay * (1 + random / 5));
}

/**
 * Posts events to the merchant until it answers 2xx: at least once, in no promised order, as Stripe
 * does. What is due but not delivered is found in the log after a restart.
 */
export function createWebhooks(outbox: Outbox): Webhooks {
  const due: string[] = [];
  const active = new Set<Promise<void>>();
  const stopping = new AbortController();

  function enqueue(eventId: string): void {
    const delivery = outbox.store.deliveries.get(eventId);
    if (!delivery || !outbox.url || stopping.signal.aborted) return;
    outbox.timers.set(`webhook:${eventId}`, delivery.nextAttemptAt, () => {
      due.push(eventId);
      pump();
    });
  }

  function pump(): void {
    while (active.size < MAX_PARALLEL && outbox.faults.webhooks !== "hold" && !stopping.signal.aborted) {
      const eventId = due.shift();
      if (eventId === undefined) return;
      const work: Promise<void> = deliver(eventId).finally(() => {
        active.delete(work);
        pump();
      });
      active.add(work);
    }
  }

  async function deliver(eventId: string): Promise<void> {
    const event = outbox.store.events.get(eventId);
    const before = outbox.store.deliveries.get(eventId);
    if (!event || !before || !outbox.url) return;
    const copies = outbox.faults.webhooks === "duplicate" ? outbox.faults.copies : 1;
    const { url, secret } = outbox;
    const outcomes = await Promise.all(
      Array.from({ length: copies }, () => post(url, event.body, secret, stopping.signal)),
    );
    if (stopping.signal.aborted && !outcomes.includes("ok")) return;
    const after = afterAttempt(
      before,
      outcomes.includes("ok") ? "ok" : (outcomes[0] ?? "no answer"),
      event.createdAt,
    );
    outbox.record(after);
    if (after.deliveredAt === null && after.abandonedAt === null) enqueue(eventId);
  }

  return {
    enqueue,
    resume: pump,
    async stop() {
      stopping.abort();
      await Promise.allSettled(active);
    },
  };
}

function afterAttempt(before: Delivery, outcome: string, createdAt: number): Delivery {
  const now = Date.now();
  const attempts = before.attempts + 1;
  const isDelivered = outcome === "ok";
  return {
    ...before,
    attempts,
    lastOutcome: outcome,
    deliveredAt: isDelivered ? now : null,
    abandonedAt: !isDelivered && now - createdAt > GIVE_UP_MS ? now : null,
    nextAttemptAt: isDelivered ? before.nextAttemptAt : now + retryDelayMs(attempts, Math.random()),
  };
}

/** One delivery attempt: "ok" for a 2xx, otherwise what went wrong. A redirect is not followed. */
async function post(url: string, body: string, secret: string, stopped: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signatureHeader(body, secret, Date.now()),
        "user-agent": "Stripe/1.0 (MSA Air test gateway)",
      },
      body,
    });
    await response.body?.cancel();
    return response.ok ? "ok" : `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
