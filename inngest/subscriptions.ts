import { mileageDecreased, mileageIncreased } from "@/server/mileage/events";
import { paymentCaptured, paymentFailed, refundCompleted } from "@/server/payment/events";
import {
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationCreated,
  reservationExpired,
  reservationHeld,
} from "@/server/reservation/events";
import { flightCancelled, flightsPublished } from "@/server/schedule/events";
import type { EventDefinition } from "@/server/shared/events";

/**
 * Which function reacts to which events: the one place. Triggers, receipts and the check of what is overdue
 * follow from it. An engine takes at most ten triggers per function.
 */
export const subscriptions = {
  "sell-flights-on-flights-published": [flightsPublished],
  "cancel-reservations-on-flight-cancelled": [flightCancelled],
  "decide-payment-on-payment-captured": [paymentCaptured],
  "refund-on-reservation-cancelled": [reservationCancelled],
  "refund-on-payment-refused": [paymentRefused],
  "close-checkout-on-reservation-expired": [reservationExpired],
  "credit-miles-on-reservation-created": [reservationCreated],
  "reverse-miles-on-reservation-cancelled": [reservationCancelled],
  "notify-on-reservation-event": [
    reservationHeld,
    reservationCreated,
    reservationChanged,
    reservationCancelled,
    reservationExpired,
    paymentRefused,
  ],
  "notify-on-payment-event": [paymentFailed, refundCompleted],
  "notify-on-mileage-event": [mileageIncreased, mileageDecreased],
} as const satisfies Record<string, readonly EventDefinition[]>;

/** The id of a function that reacts to events. */
export type Consumer = keyof typeof subscriptions;

/** An event that this function gets. */
export type EventFor<C extends Consumer> = (typeof subscriptions)[C][number];

const consumersByEvent = new Map<string, Consumer[]>();
for (const [consumer, events] of Object.entries(subscriptions))
  for (const { name } of events)
    consumersByEvent.set(name, [...(consumersByEvent.get(name) ?? []), consumer as Consumer]);

/** The functions that react to an event; none for one that only projections read. */
export const consumersOf = (eventName: string): readonly Consumer[] => consumersByEvent.get(eventName) ?? [];

/**
 * Events that may travel together when several of one name wait: their reactions take moments and ask nobody
 * outside. A refund or a closed checkout waits for the payment provider, so those events travel alone.
 */
const travelTogether = new Set<string>(
  [
    reservationHeld,
    reservationCreated,
    reservationChanged,
    paymentCaptured,
    paymentFailed,
    refundCompleted,
    mileageIncreased,
    mileageDecreased,
  ].map((event) => event.name),
);

export const mayTravelTogether = (eventName: string): boolean => travelTogether.has(eventName);
