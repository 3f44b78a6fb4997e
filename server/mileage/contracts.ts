import { z } from "zod";
import {
  flightsChanged,
  partCancelled,
  reservationCancelled,
  reservationClaimed,
  reservationCreated,
  reservationSplit,
  reservationSplitOff,
} from "@/server/reservation/events";
import { reads } from "@/server/shared/events";
import { customerKinds } from "@/server/shared/fare-terms";

/** The events of others that mileage reads, each with the fields that it uses. */

const passengerType = z.enum(["ADULT", "CHILD", "INFANT"]);
const cause = z.enum(["CUSTOMER", "AIRLINE"]);
const pairs = z.array(z.object({ segmentId: z.uuid(), passengerId: z.uuid() }));

const leg = z.object({
  id: z.uuid(),
  designator: z.string(),
  origin: z.string(),
  destination: z.string(),
  arrivesAt: z.string(),
  distanceMiles: z.number().int(),
  mileageRatePercent: z.number().int(),
  changedTypes: z.array(z.object({ passengerId: z.uuid(), type: passengerType })).optional(),
});

const trip = z.object({
  reservationId: z.uuid(),
  locator: z.string(),
  customerId: z.uuid(),
  /** Absent in older events: a member's. A guest's reservations earn nothing until a member takes them over. */
  customerKind: z.enum(customerKinds).optional(),
  segments: z.array(leg),
  passengers: z.array(z.object({ id: z.uuid(), type: passengerType, name: z.string().nullable() })),
});

export const creditedReservation = reads(reservationCreated, trip);

/** A member took over a guest's reservation: the coupons that stand earn miles from now on. */
export const claimedReservation = reads(reservationClaimed, trip.extend({ gained: pairs }));

export const cancelledReservation = reads(
  reservationCancelled,
  trip.extend({
    cause,
    segments: z.array(leg.extend({ kept: z.boolean().optional() })),
    /** Absent in older events: everything that is not kept was given up. */
    givenUp: pairs.optional(),
  }),
);

export const partlyCancelledReservation = reads(partCancelled, trip.extend({ cause, givenUp: pairs }));

export const exchangedFlights = reads(
  flightsChanged,
  trip.extend({ changeId: z.uuid(), before: z.array(leg), givenUp: pairs, gained: pairs }),
);

export const splitReservation = reads(reservationSplit, trip.extend({ givenUp: pairs }));
export const splitOffReservation = reads(reservationSplitOff, trip.extend({ gained: pairs }));
