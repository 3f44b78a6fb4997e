import type Stripe from "stripe";
import { newId } from "../ids";
import type { Change, EventType } from "../model";
import { seconds } from "./intent";

/** The release whose objects are drawn here: that of the `stripe` package in use. */
export const API_VERSION = "2026-10-28.endive";

type EventObject = Stripe.Checkout.Session | Stripe.PaymentIntent | Stripe.Charge | Stripe.Refund;

export type EventFacts = {
  sessionId: string;
  now: number;
  /** The first delivery is not tried before this instant (default: at once). */
  notBefore?: number;
};

/** A webhook event with its first delivery, for the log. The object is frozen as it is now. */
export function newEvent(type: EventType, object: EventObject, facts: EventFacts): Change[] {
  const id = newId("evt");
  const notBefore = facts.notBefore ?? facts.now;
  const body = JSON.stringify({
    id,
    object: "event",
    api_version: API_VERSION,
    created: seconds(facts.now),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  });
  const event = { id, type, sessionId: facts.sessionId, createdAt: facts.now, body };
  const delivery = {
    eventId: id,
    attempts: 0,
    nextAttemptAt: notBefore,
    deliveredAt: null,
    abandonedAt: null,
    lastOutcome: null,
  };
  return [
    { kind: "event", value: event },
    { kind: "delivery", value: delivery },
  ];
}
