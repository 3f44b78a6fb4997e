import { z } from "zod";
import { defineEvent } from "@/server/shared/events";

const locale = z.enum(["ko", "en"]);
const passengerType = z.enum(["ADULT", "CHILD", "INFANT"]);

/** One leg as the customer booked it, with local times, so that no reader has to look anything up. */
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
  /** For each passenger with a seat of their own. Older events have neither this nor the seats. */
  checkedBaggageKg: z.number().int().optional(),
  /** Seats that are assigned at the time of the event. */
  seats: z.array(z.object({ passengerId: z.uuid(), seat: z.string() })).optional(),
  /**
   * In `reservation.cancelled`: true when the flight had left, so that this leg was not given up. Absent of a leg that
   * was, and in older events, which gave up every leg.
   */
  kept: z.boolean().optional(),
  /** Passengers whose type here is not that of the first flight, since a birthday lies between. */
  changedTypes: z.array(z.object({ passengerId: z.uuid(), type: passengerType })).optional(),
});

const passenger = z.object({
  id: z.uuid(),
  /** On the first flight. */
  type: passengerType,
  name: z.string().nullable(),
  ticketNumber: z.string().nullable(),
});

/** What every reservation event carries. */
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

/** The flight whose cancellation ended a reservation, of the several it may have; older events do not say. */
const cancelledFlightId = z.number().int().optional();

/** Seats are held; the customer has until `paymentDeadline` to pay. */
export const reservationHeld = defineEvent(
  "reservation/reservation.held",
  1,
  reservation.extend({ paymentDeadline: z.string() }),
);

/** Payment is complete: the reservation exists. Never published before. */
export const reservationCreated = defineEvent(
  "reservation/reservation.created",
  1,
  reservation.extend({ paymentId: z.uuid(), createdAt: z.string() }),
);

/** Something of a created reservation changed (seats, passenger details). */
export const reservationChanged = defineEvent(
  "reservation/reservation.changed",
  1,
  reservation.extend({
    change: z.enum(["SEATS"]),
    seats: z.array(z.object({ designator: z.string(), seats: z.array(z.string()) })),
  }),
);

/**
 * A created reservation was cancelled: each of its segments but those that are `kept`. `refundAmount` is owed to the
 * customer from `paymentId`.
 */
export const reservationCancelled = defineEvent(
  "reservation/reservation.cancelled",
  1,
  reservation.extend({
    cause: z.enum(["CUSTOMER", "AIRLINE"]),
    reason: z.string().nullable(),
    paymentId: z.uuid(),
    paidAmount: z.number().int(),
    refundAmount: z.number().int(),
    cancelledAt: z.string(),
    cancelledFlightId,
  }),
);

/**
 * A hold ended without payment: by its deadline (SALES_CLOSED when the sale of its flights was over by then), by the
 * customer, or because the flight was cancelled.
 */
export const reservationExpired = defineEvent(
  "reservation/reservation.expired",
  1,
  reservation.extend({
    cause: z.enum(["DEADLINE", "SALES_CLOSED", "RELEASED", "FLIGHT_CANCELLED"]),
    cancelledFlightId,
  }),
);

/** Money came in that no reservation can be made from: all of it is owed back. */
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
