import { z } from "zod";
import { customerKinds } from "@/server/shared/fare-terms";
import { locale, passengerType } from "./term-schemas";

/** The parts that events of this context consist of. */

/** One booked flight, complete with local times and cities, so that consumers need no other source. */
export const segment = z.object({
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

export const passenger = z.object({
  id: z.uuid(),
  /** On the first flight. */
  type: passengerType,
  name: z.string().nullable(),
  ticketNumber: z.string().nullable(),
});

/** The data of every reservation event. */
export const reservation = z.object({
  reservationId: z.uuid(),
  locator: z.string(),
  customerId: z.uuid(),
  /** Absent in older events: a member's. GUEST: `customerId` is nobody's account. */
  customerKind: z.enum(customerKinds).optional(),
  locale,
  contactEmail: z.string(),
  totalAmount: z.number().int(),
  segments: z.array(segment).min(1),
  passengers: z.array(passenger).min(1),
});

const { reservationId, locator, customerId, customerKind, contactEmail } = reservation.shape;
/** The reservation, and whom to tell. */
export const addressed = z.object({ reservationId, locator, customerId, customerKind, locale, contactEmail });

/** Coupons: which passengers on which of the flights. */
export const pairs = z.array(z.object({ segmentId: z.uuid(), passengerId: z.uuid() }));

/** What is given back from each payment. */
export const refunds = z.array(z.object({ paymentId: z.uuid(), amount: z.number().int() }));

/** The fees that staff left out, in whole won; the refund includes them. Absent when there are none. */
export const waivedAmount = z.number().int().optional();

/** The flight whose cancellation ended the reservation; absent in older events. */
export const cancelledFlightId = z.number().int().optional();
