import {
  cancelledReservation,
  claimedReservation,
  creditedReservation,
  exchangedFlights,
  partlyCancelledReservation,
  splitOffReservation,
  splitReservation,
} from "@/server/mileage/contracts";
import { requestedResend, notifiableEvents as told } from "@/server/notification/events";
import {
  endedHold,
  refundedCancellation,
  refundedChange,
  refundedPart,
  refusedPayment,
  supersededChange,
} from "@/server/payment/contracts";
import { cancelledFlight, capturedPayment, retimedFlight, soldFlights } from "@/server/reservation/contracts";
import type { ReadEvent } from "@/server/shared/events";

/**
 * Which function reacts to which events, each with the contract of the context that reacts: the function gets the fields
 * that the contract names. Triggers, receipts and redelivery are derived from this list. An engine accepts at most ten
 * triggers per function.
 */
export const subscriptions = {
  "sell-flights-on-flights-published": [soldFlights],
  "cancel-reservations-on-flight-cancelled": [cancelledFlight],
  "notify-travellers-on-flight-retimed": [retimedFlight],
  "decide-payment-on-payment-captured": [capturedPayment],
  "refund-on-reservation-cancelled": [refundedCancellation, refundedPart, refundedChange],
  "refund-on-payment-refused": [refusedPayment],
  "close-checkout-on-reservation-expired": [endedHold, supersededChange],
  "credit-miles-on-reservation-created": [creditedReservation, claimedReservation],
  "reverse-miles-on-reservation-cancelled": [cancelledReservation, partlyCancelledReservation],
  "exchange-miles-on-flights-changed": [exchangedFlights],
  "move-miles-on-reservation-split": [splitReservation, splitOffReservation],
  "notify-on-reservation-event": [
    told.reservationHeld,
    told.reservationCreated,
    told.reservationChanged,
    told.reservationCancelled,
    told.partCancelled,
    told.flightsChanged,
    told.changeExpired,
    told.reservationExpired,
    told.noShowRecorded,
    told.paymentRefused,
  ],
  "notify-on-contact-event": [told.contactChanged, told.contactReplaced],
  "notify-on-order-event": [
    told.reservationSplit,
    told.nameCorrected,
    told.changePaymentRequested,
    told.flightRetimed,
  ],
  "notify-on-payment-event": [told.paymentFailed, told.refundCompleted],
  "notify-on-mileage-event": [told.mileageIncreased, told.mileageDecreased, told.mileageAdjusted],
  "deliver-resend-on-resend-requested": [requestedResend],
} as const satisfies Record<string, readonly ReadEvent[]>;

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
 * service. The reactions to a cancellation, a change of flights, an expired hold or a superseded change wait for the payment provider, so that those
 * events do not share messages.
 */
const sharingEvents = new Set<string>(
  [
    told.reservationHeld,
    told.reservationCreated,
    told.reservationChanged,
    told.changeExpired,
    told.changePaymentRequested,
    told.noShowRecorded,
    told.contactChanged,
    told.contactReplaced,
    told.nameCorrected,
    told.flightRetimed,
    splitReservation,
    splitOffReservation,
    capturedPayment,
    told.paymentFailed,
    told.refundCompleted,
    told.mileageIncreased,
    told.mileageDecreased,
    told.mileageAdjusted,
  ].map((event) => event.name),
);

export const mayShareMessage = (eventName: string): boolean => sharingEvents.has(eventName);
