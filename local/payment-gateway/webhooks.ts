import { createHmac } from "node:crypto";
import type { Delivery, GatewayEvent } from "./model";

const MAX_PARALLEL = 16;
const TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;

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

/** A delivery after one more attempt. */
export function afterAttempt(before: Delivery, isDelivered: boolean): Delivery {
  const now = Date.now();
  const attempts = before.attempts + 1;
  return {
    ...before,
    attempts,
    deliveredAt: isDelivered ? now : null,
    nextAttemptAt: now + retryDelayMs(attempts, Math.random()),
  };
}

/** Posts events to the merchant, `MAX_PARALLEL` at a time, in the order in which they were handed over. */
export class WebhookSender {
  readonly #waiting: (() => void)[] = [];
  readonly #active = new Set<Promise<boolean>>();
  readonly #stopping = new AbortController();

  constructor(
    private readonly url: string,
    private readonly secret: string,
  ) {}

  /** Makes one attempt. @returns whether the merchant answered 2xx; null when the sender is being stopped. */
  async send(event: GatewayEvent): Promise<boolean | null> {
    if (this.#active.size >= MAX_PARALLEL)
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    if (this.#stopping.signal.aborted) return null;
    const attempt = this.#post(event.body);
    this.#active.add(attempt);
    const isDelivered = await attempt;
    this.#active.delete(attempt);
    this.#waiting.shift()?.();
    return isDelivered || !this.#stopping.signal.aborted ? isDelivered : null;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#active);
  }

  /** A redirect is not followed. */
  async #post(body: string): Promise<boolean> {
    try {
      const response = await fetch(this.url, {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]),
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": signatureHeader(body, this.secret, Date.now()),
          "user-agent": "Stripe/1.0 (MSA Air test gateway)",
        },
        body,
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
