import { type Consumer, consumersOf } from "@/inngest/subscriptions";
import { Chance, DAY, iso } from "./chance";
import type { PastEvent } from "./journal";
import type { Row } from "./rows";

/** The journal of steps is kept for so long. */
const KEPT_DAYS = 89;
/** One attempt of so many failed, and the next one succeeded. */
const FAILED_SHARE = 1 / 250;

/** The first step of each function, and the milliseconds that it usually takes. */
const steps: Partial<Record<Consumer, readonly [step: string, meanMs: number]>> = {
  "decide-payment-on-payment-captured": ["decide-payment", 9],
  "refund-on-reservation-cancelled": ["refund-payment", 420],
  "close-checkout-on-reservation-expired": ["close-checkout", 180],
  "credit-miles-on-reservation-created": ["credit-miles", 14],
  "reverse-miles-on-reservation-cancelled": ["reverse-miles", 12],
  "notify-on-reservation-event": ["queue-messages", 22],
  "notify-on-payment-event": ["queue-messages", 18],
  "notify-on-mileage-event": ["queue-messages", 15],
};

/** The attempts at the steps that an event started, as the journal of steps has them. */
export function attemptRows(event: PastEvent, now: number): Row[] {
  if (now - event.at > KEPT_DAYS * DAY) return [];
  return consumersOf(event.name).flatMap((consumer) => {
    const known = steps[consumer];
    if (!known) return [];
    const [step, meanMs] = known;
    const chance = new Chance(`${consumer} ${event.id}`);
    const failed = chance.isIn(FAILED_SHARE);
    const started = event.at + 80 + chance.waiting(60);
    const attempt = (number: number, outcome: "SUCCEEDED" | "FAILED", at: number): Row => ({
      ...{
        run_id: `past-${chance.hex(12)}`,
        function_id: consumer,
        step,
        attempt: number,
        event_id: event.id,
      },
      ...{ event_name: event.name, correlation_id: event.correlationId, outcome },
      error: outcome === "FAILED" ? "connect ECONNREFUSED" : null,
      ...{ started_at: iso(at), ended_at: iso(at + 4 + chance.waiting(meanMs)) },
    });
    return failed
      ? [attempt(1, "FAILED", started), attempt(2, "SUCCEEDED", started + 1_000)]
      : [attempt(1, "SUCCEEDED", started)];
  });
}
