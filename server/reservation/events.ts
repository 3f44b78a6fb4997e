import { z } from "zod";
import { defineEvent } from "@/server/shared/events";
import { cancelCauses } from "@/server/shared/fare-terms";
import { takenOver } from "./claim/claim-schemas";
import { correctedName } from "./correct/correction-schemas";
import { addressed, cancelledFlightId, pairs, refunds, reservation, waivedAmount } from "./event-schemas";
import {
  changedFlights,
  expiredChange,
  missedFlight,
  requestedPayment,
  retimedFlight,
  supersededChange,
} from "./order-event-schemas";
import { split, splitOff } from "./split/split-schemas";

/** Seats are held until `paymentDeadline`; the customer pays before it. */
export const reservationHeld = defineEvent(
  "reservation/reservation.held",
  1,
  reservation.extend({ paymentDeadline: z.string() }),
);

/** The payment is complete and the reservation exists. */
export const reservationCreated = defineEvent(
  "reservation/reservation.created",
  1,
  reservation.extend({ paymentId: z.uuid(), createdAt: z.string() }),
);

/** The seats of a created reservation changed. */
export const reservationChanged = defineEvent(
  "reservation/reservation.changed",
  1,
  reservation.extend({
    change: z.enum(["SEATS"]),
    seats: z.array(z.object({ designator: z.string(), seats: z.array(z.string()) })),
  }),
);

/**
 * A created reservation was cancelled, except segments that are `kept`. The customer gets `refundAmount` back. Older events
 * have none of the optional fields: they gave up every passenger on every segment that is not kept, and all of the refund
 * came from the payment `paymentId`.
 */
export const reservationCancelled = defineEvent(
  "reservation/reservation.cancelled",
  1,
  reservation.extend({
    cause: z.enum(cancelCauses),
    reason: z.string().nullable(),
    paymentId: z.uuid(),
    /** What the trip had cost as it was, in whole won. */
    paidAmount: z.number().int(),
    refundAmount: z.number().int(),
    cancelledAt: z.string(),
    cancelledFlightId,
    changeId: z.uuid().optional(),
    givenUp: pairs.optional(),
    refunds: refunds.optional(),
    waivedAmount,
  }),
);

/**
 * A part of a created reservation was cancelled: some passengers, some flights, or both. `segments` and `passengers` are
 * those before it, `givenUp` and `left` say who had which flight.
 */
export const partCancelled = defineEvent(
  "reservation/reservation.part-cancelled",
  1,
  reservation.extend({
    changeId: z.uuid(),
    cause: z.enum(cancelCauses),
    givenUp: pairs.min(1),
    left: pairs.min(1),
    /** What the given-up flights had cost, in whole won. */
    givenUpAmount: z.number().int(),
    refundAmount: z.number().int(),
    refunds,
    waivedAmount,
    cancelledAt: z.string(),
  }),
);

/**
 * Flights of a created reservation were exchanged for others. `before` are all flights before it and `segments` all flights
 * after it; `passengers` carry their new tickets. `givenUp` names the coupons of the flights that left the trip, `gained`
 * those of the flights that took their place: coupons of other flights moved to the new tickets and are in neither.
 */
export const flightsChanged = defineEvent("reservation/reservation.flights-changed", 1, changedFlights);

/**
 * Staff accepted a change of flights on the customer's behalf, and the customer has to pay for it until `paymentDeadline`: the
 * reservation stays as it is until then. A change that the customer accepts has no such event, because it leads to the
 * payment page at once.
 */
export const changePaymentRequested = defineEvent(
  "reservation/change.payment-requested",
  1,
  requestedPayment,
);

/**
 * A change of flights was accepted and not paid for in time, or its customer gave it up: the reservation stays as it was.
 * `segments` and `passengers` are those of the reservation.
 */
export const changeExpired = defineEvent("reservation/change.expired", 1, expiredChange);

/**
 * A change of flights waited for its payment, and the trip was cancelled or changed in another way meanwhile. The customer
 * learns of that by the event of what was done; this one closes the payment page.
 */
export const changeSuperseded = defineEvent("reservation/change.superseded", 1, supersededChange);

/** The Roman name of one passenger was corrected. */
export const nameCorrected = defineEvent("reservation/name.corrected", 1, correctedName);

/** Some passengers of a created reservation left it for one of their own. */
export const reservationSplit = defineEvent("reservation/reservation.split", 1, split);

/** The first event of a reservation whose passengers left another one. */
export const reservationSplitOff = defineEvent("reservation/reservation.split-off", 1, splitOff);

/** A member took over a reservation that was booked without an account. */
export const reservationClaimed = defineEvent("reservation/reservation.claimed", 1, takenOver);

/** Staff recorded that nobody of a created reservation boarded a flight that had left. */
export const noShowRecorded = defineEvent("reservation/no-show.recorded", 1, missedFlight);

/** A flight of a created reservation leaves or lands at other times than its passengers know, or at the published ones again. */
export const flightRetimed = defineEvent("reservation/flight.retimed", 1, retimedFlight);

const contact = addressed.extend({ segments: reservation.shape.segments, changedAt: z.string() });

/** The contact of a created reservation changed. `contactEmail` is the address from now on. */
export const contactChanged = defineEvent(
  "reservation/contact.changed",
  1,
  contact.extend({
    /** The last digits of the phone number from now on; null when there is none. */
    maskedPhone: z.string().nullable(),
    changed: z.array(z.enum(["EMAIL", "PHONE"])).min(1),
    by: z.enum(["CUSTOMER", "TRAVELLER", "STAFF"]),
  }),
);

/** An address is no longer the contact of a created reservation. `contactEmail` is the old address, which is told so. */
export const contactReplaced = defineEvent(
  "reservation/contact.replaced",
  1,
  contact.extend({ maskedNewEmail: z.string() }),
);

/**
 * A hold ended without payment. DEADLINE: the deadline passed. SALES_CLOSED: the deadline passed after the sale of its
 * flights had ended. RELEASED: the customer ended it. FLIGHT_CANCELLED: the airline cancelled a flight.
 */
export const reservationExpired = defineEvent(
  "reservation/reservation.expired",
  1,
  reservation.extend({
    cause: z.enum(["DEADLINE", "SALES_CLOSED", "RELEASED", "FLIGHT_CANCELLED"]),
    cancelledFlightId,
  }),
);

/**
 * A payment was refused, because no reservation, or no change of one, can be made from it. All of it is refunded. With a
 * `changeId` it was to pay for a change: the reservation stays as it was. CHANGE_OUTDATED: the trip or the change was
 * changed meanwhile.
 */
export const paymentRefused = defineEvent(
  "reservation/payment.refused",
  1,
  reservation.extend({
    paymentId: z.uuid(),
    amount: z.number().int(),
    reason: z.enum([
      "HOLD_EXPIRED",
      "ALREADY_PAID",
      "CANCELLED",
      "AMOUNT_MISMATCH",
      "SALES_CLOSED",
      "FLIGHT_DEPARTED",
      "CHANGE_OUTDATED",
    ]),
    /** The change that it was to pay for; absent when it was to pay for a hold. */
    changeId: z.uuid().optional(),
  }),
);
