import { z } from "zod";
import * as miles from "@/server/mileage/events";
import * as payments from "@/server/payment/events";
import * as reservations from "@/server/reservation/events";
import * as schedule from "@/server/schedule/events";
import { reads } from "@/server/shared/events";

/**
 * The fields that choose the endpoints of an event: whose booking it is about, and its locator. What partners then get of it is in
 * payload-schemas.ts.
 */
const anybody = z.looseObject({});
const booking = z.object({ customerId: z.uuid(), locator: z.string() });
const bookedMiles = z.object({ memberId: z.uuid(), locator: z.string() });

/** The events that are queued for endpoints: those of `publicEvents`. */
export const queuedEvents = [
  reads(schedule.flightsPublished, anybody),
  reads(schedule.flightCancelled, anybody),
  reads(schedule.flightRetimed, anybody),
  reads(reservations.reservationHeld, booking),
  reads(reservations.reservationCreated, booking),
  reads(reservations.reservationChanged, booking),
  reads(reservations.flightsChanged, booking),
  reads(reservations.changeExpired, booking),
  reads(reservations.partCancelled, booking),
  reads(reservations.reservationCancelled, booking),
  reads(reservations.reservationExpired, booking),
  reads(reservations.reservationSplit, booking),
  reads(reservations.reservationSplitOff, booking),
  reads(reservations.nameCorrected, booking),
  reads(reservations.contactChanged, booking),
  reads(reservations.noShowRecorded, booking),
  reads(reservations.reservationClaimed, booking),
  reads(reservations.flightRetimed, booking),
  reads(payments.paymentCaptured, booking),
  reads(payments.paymentFailed, booking),
  reads(reservations.paymentRefused, booking),
  reads(payments.refundCompleted, booking),
  reads(payments.refundFailed, booking),
  reads(miles.mileageIncreased, bookedMiles),
  reads(miles.mileageDecreased, bookedMiles),
  reads(miles.mileageExchanged, bookedMiles),
  reads(miles.mileageAdjusted, z.object({ memberId: z.uuid() })),
];
