import { mileageAdjusted, mileageDecreased, mileageIncreased } from "@/server/mileage/events";
import { resendRequested } from "@/server/notification/events";
import { paymentCaptured, paymentFailed, refundCompleted } from "@/server/payment/events";
import {
  changeExpired,
  contactChanged,
  contactReplaced,
  flightsChanged,
  nameCorrected,
  noShowRecorded,
  partCancelled,
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationCreated,
  reservationExpired,
  reservationHeld,
  reservationSplit,
  reservationSplitOff,
} from "@/server/reservation/events";
import { flightCancelled, flightsPublished } from "@/server/schedule/events";
import type { EventDefinition } from "@/server/shared/events";

/**
 * Which function reacts to which events. Triggers, receipts and redelivery are derived from this list. An engine accepts
 * at most ten triggers per function.
 */
export const subscriptions = {
  "sell-flights-on-flights-published": [flightsPublished],
  "cancel-reservations-on-flight-cancelled": [flightCancelled],
  "decide-payment-on-payment-captured": [paymentCaptured],
  "refund-on-reservation-cancelled": [reservationCancelled, partCancelled, flightsChanged],
  "refund-on-payment-refused": [paymentRefused],
  "close-checkout-on-reservation-expired": [reservationExpired],
  "credit-miles-on-reservation-created": [reservationCreated],
  "reverse-miles-on-reservation-cancelled": [reservationCancelled, partCancelled],
  "exchange-miles-on-flights-changed": [flightsChanged],
  "move-miles-on-reservation-split": [reservationSplit, reservationSplitOff],
  "notify-on-reservation-event": [
    reservationHeld,
    reservationCreated,
    reservationChanged,
    reservationCancelled,
    partCancelled,
    flightsChanged,
    changeExpired,
    reservationExpired,
    noShowRecorded,
    paymentRefused,
  ],
  "notify-on-contact-event": [contactChanged, contactReplaced],
  "notify-on-order-event": [reservationSplit, nameCorrected],
  "notify-on-payment-event": [paymentFailed, refundCompleted],
  "notify-on-mileage-event": [mileageIncreased, mileageDecreased, mileageAdjusted],
  "deliver-resend-on-resend-requested": [resendRequested],
} as const satisfies Record<string, readonly EventDefinition[]>;

/** The id of a function that reacts to events. */
export type Consumer = keyof typeof subscriptions;

/** The events that a function receives. */
export type EventFor<C extends Consumer> = (typeof subscriptions)[C][number];

const consumersByEvent = new Map<string, Consumer[]>();
for (const [consumer, events] of Object.entries(subscriptions))
  for (const { name } of events)
    consumersByEvent.set(name, [...(consumersByEvent.get(name) ?? []), consumer as Consumer]);

/** The functions that react to an event; empty for an event that only projections read. */
export const consumersOf = (eventName: string): readonly Consumer[] => consumersByEvent.get(eventName) ?? [];

/**
 * Events that may share a message when several of one name wait, because their reactions are fast and call no outside
 * service. The reactions to a cancellation, a change of flights or an expired hold wait for the payment provider, so that those
 * events do not share messages.
 */
const sharingEvents = new Set<string>(
  [
    reservationHeld,
    reservationCreated,
    reservationChanged,
    changeExpired,
    noShowRecorded,
    contactChanged,
    contactReplaced,
    nameCorrected,
    reservationSplit,
    reservationSplitOff,
    paymentCaptured,
    paymentFailed,
    refundCompleted,
    mileageIncreased,
    mileageDecreased,
    mileageAdjusted,
  ].map((event) => event.name),
);

export const mayShareMessage = (eventName: string): boolean => sharingEvents.has(eventName);
