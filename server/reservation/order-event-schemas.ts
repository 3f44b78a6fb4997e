import { z } from "zod";
import { pairs, refunds, reservation, segment, waivedAmount } from "./event-schemas";

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
