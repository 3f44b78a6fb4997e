import { z } from "zod";
import { defineEvent } from "@/server/shared/events";
import { cancelCauses } from "@/server/shared/fare-terms";
import { locale, passengerType } from "./term-schemas";

/** One booked flight, complete with local times and cities, so that consumers need no other source. */
const segment = z.object({
  id: z.uuid(),
  flightId: z.number().int(),
  designator: z.string(),
  origin: z.string(),
  destination: z.string(),
  originCityKo: z.string(),
  originCityEn: z.string(),
  destinationCityKo: z.string(),
  destinationCityEn: z.string(),
  originZone: z.string(),
  destinationZone: z.string(),
  departsAt: z.string(),
  arrivesAt: z.string(),
  departureDate: z.string(),
  brand: z.string(),
  cabin: z.string(),
  distanceMiles: z.number().int(),
  mileageRatePercent: z.number().int(),
  /** For each passenger with a seat. Older events have neither this nor `seats`. */
  checkedBaggageKg: z.number().int().optional(),
  /** The seats assigned at the time of the event. */
  seats: z.array(z.object({ passengerId: z.uuid(), seat: z.string() })).optional(),
  /**
   * In `reservation.cancelled`: true when the flight had been flown, so that this segment was not cancelled. Absent in
   * cancelled segments, and in older events, which cancelled every segment.
   */
  kept: z.boolean().optional(),
  /** Passengers with another type than on the first flight, because a birthday lies between the flights. */
  changedTypes: z.array(z.object({ passengerId: z.uuid(), type: passengerType })).optional(),
});

const passenger = z.object({
  id: z.uuid(),
  /** On the first flight. */
  type: passengerType,
  name: z.string().nullable(),
  ticketNumber: z.string().nullable(),
});

/** The data of every reservation event. */
const reservation = z.object({
  reservationId: z.uuid(),
  locator: z.string(),
  customerId: z.uuid(),
  locale,
  contactEmail: z.string(),
  totalAmount: z.number().int(),
  segments: z.array(segment).min(1),
  passengers: z.array(passenger).min(1),
});

/** Coupons: which passengers on which of the flights. */
const pairs = z.array(z.object({ segmentId: z.uuid(), passengerId: z.uuid() }));

/** What is given back from each payment. */
const refunds = z.array(z.object({ paymentId: z.uuid(), amount: z.number().int() }));

/** The flight whose cancellation ended the reservation; absent in older events. */
const cancelledFlightId = z.number().int().optional();

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
    cancelledAt: z.string(),
  }),
);

/** Staff recorded that nobody of a created reservation boarded a flight that had left. */
export const noShowRecorded = defineEvent(
  "reservation/no-show.recorded",
  1,
  reservation
    .pick({ reservationId: true, locator: true, customerId: true, locale: true, contactEmail: true })
    .extend({
      /** The missed flight alone: a list, because every reservation event has its flights in one. */
      segments: z.array(segment).length(1),
      recordedAt: z.string(),
    }),
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

/** A payment was refused, because no reservation can be made from it. All of it is refunded. */
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
    ]),
  }),
);
