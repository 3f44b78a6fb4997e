import { z } from "zod";
import { addressed, pairs, refunds, reservation, segment, waivedAmount } from "./event-schemas";

/** The data of events about changes of an order; events.ts says what each event means. */

export const changedFlights = reservation.extend({
  changeId: z.uuid(),
  before: z.array(segment).min(1),
  givenUp: pairs.min(1),
  gained: pairs.min(1),
  /** Whole won: above zero was paid, below zero is given back. */
  balance: z.number().int(),
  /** The change fees in it, in whole won, before what staff left out. */
  feeAmount: z.number().int(),
  /** What a cheaper fare does not give back, also in the balance. Absent in older events. */
  forfeitedAmount: z.number().int().optional(),
  waivedAmount,
  /** What paid for it; null when nothing was to be paid. */
  paymentId: z.uuid().nullable(),
  refunds,
  changedAt: z.string(),
});

/** A flight that is not of the trip yet: nobody has a seat on it. */
const offeredSegment = segment.omit({ seats: true, kept: true, changedTypes: true });

export const requestedPayment = reservation.extend({
  changeId: z.uuid(),
  /** What is to be paid, in whole won. */
  balance: z.number().int().positive(),
  /** The change fees in it, in whole won, before what staff left out. */
  feeAmount: z.number().int(),
  /** What a cheaper fare does not give back, also in the balance. */
  forfeitedAmount: z.number().int(),
  waivedAmount,
  /** The new seats are held until then. */
  paymentDeadline: z.string(),
  /** Flights of the trip, each with the flight that takes its place once it is paid. */
  exchanges: z.array(z.object({ segmentId: z.uuid(), instead: offeredSegment })).min(1),
});

export const supersededChange = reservation.extend({
  changeId: z.uuid(),
  /** What ended it: a cancellation of the trip or of a part of it, or a payment for another change of it. */
  cause: z.enum(["CANCELLED", "CHANGED"]),
  /** What would have been paid, in whole won. */
  balance: z.number().int(),
});

export const expiredChange = reservation.extend({
  changeId: z.uuid(),
  cause: z.enum(["DEADLINE", "WITHDRAWN"]),
  /** What would have been paid, in whole won. */
  balance: z.number().int(),
});

export const retimedFlight = addressed.extend({
  /** The flight alone, with its published times: a list, because every reservation event has its flights in one. */
  segments: z.array(segment).length(1),
  /** Grows by one with each announcement of the flight. */
  announcement: z.number().int().positive(),
  expectedDepartsAt: z.string(),
  expectedArrivesAt: z.string(),
  /** The delay is so long that the passengers may ask for compensation, unless the airline could not have prevented it. */
  mayBeCompensated: z.boolean(),
});

export const missedFlight = addressed.extend({
  /** The missed flight alone: a list, because every reservation event has its flights in one. */
  segments: z.array(segment).length(1),
  recordedAt: z.string(),
});
