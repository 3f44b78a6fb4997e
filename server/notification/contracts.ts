import { z } from "zod";
import { userChanged, userRegistered } from "@/server/identity/events";
import {
  type exchangedMiles,
  mileageAdjusted,
  mileageDecreased,
  mileageIncreased,
} from "@/server/mileage/events";
import { paymentFailed, refundCompleted } from "@/server/payment/events";
import * as reservation from "@/server/reservation/events";
import { type DataOf, reads } from "@/server/shared/events";
import { customerKinds } from "@/server/shared/fare-terms";
import {
  earningSegments,
  fullName,
  locale,
  miles,
  milesOfTrip,
  offeredSegment,
  pairs,
  passengers,
  payment,
  type segments,
  trip,
  won,
} from "./notifiable-schemas";

const changeId = z.uuid();

/**
 * The events that notification reads, each with the fields that it uses, for the reader's address or for a text. All other
 * fields are removed before any rule of this context sees the data: an event is a fact to tell, not a copy of another
 * context's state. A new field for a text is added here first.
 */

/**
 * The events about which customers are notified: exactly one message per event and channel (law L4). The rows of
 * `notification.channel_policies` say which channels an event has.
 */
export const notifiableEvents = {
  reservationHeld: reads(
    reservation.reservationHeld,
    trip.extend({ totalAmount: won, paymentDeadline: z.string() }),
  ),
  reservationCreated: reads(reservation.reservationCreated, trip.extend({ passengers, totalAmount: won })),
  reservationChanged: reads(
    reservation.reservationChanged,
    trip.extend({ seats: z.array(z.object({ designator: z.string(), seats: z.array(z.string()) })) }),
  ),
  reservationCancelled: reads(
    reservation.reservationCancelled,
    trip.extend({
      cause: z.enum(["CUSTOMER", "AIRLINE"]),
      reason: z.string().nullable(),
      paidAmount: won,
      refundAmount: won,
      waivedAmount: won.optional(),
      cancelledFlightId: z.number().int().optional(),
    }),
  ),
  partCancelled: reads(
    reservation.partCancelled,
    trip.extend({
      passengers,
      givenUp: pairs,
      left: pairs,
      givenUpAmount: won,
      refundAmount: won,
      waivedAmount: won.optional(),
    }),
  ),
  changePaymentRequested: reads(
    reservation.changePaymentRequested,
    trip.extend({
      changeId,
      balance: won,
      feeAmount: won,
      forfeitedAmount: won,
      waivedAmount: won.optional(),
      paymentDeadline: z.string(),
      exchanges: z.array(z.object({ segmentId: z.uuid(), instead: offeredSegment })),
    }),
  ),
  flightsChanged: reads(
    reservation.flightsChanged,
    trip.extend({
      changeId,
      /** A guest has no miles to tell of. */
      customerKind: z.enum(customerKinds).optional(),
      before: earningSegments,
      segments: earningSegments,
      passengers,
      givenUp: pairs,
      gained: pairs,
      balance: won,
      feeAmount: won,
      forfeitedAmount: won.optional(),
      waivedAmount: won.optional(),
    }),
  ),
  changeExpired: reads(
    reservation.changeExpired,
    trip.extend({ changeId, cause: z.enum(["DEADLINE", "WITHDRAWN"]) }),
  ),
  reservationSplit: reads(
    reservation.reservationSplit,
    trip.extend({ passengers, newLocator: z.string(), leaving: passengers }),
  ),
  nameCorrected: reads(
    reservation.nameCorrected,
    trip.extend({
      nameBefore: fullName,
      nameAfter: fullName,
      ticketNumber: z.string().nullable(),
      previousTicketNumber: z.string().nullable(),
    }),
  ),
  reservationExpired: reads(
    reservation.reservationExpired,
    trip.extend({
      cause: z.enum(["DEADLINE", "SALES_CLOSED", "RELEASED", "FLIGHT_CANCELLED"]),
      cancelledFlightId: z.number().int().optional(),
    }),
  ),
  noShowRecorded: reads(reservation.noShowRecorded, trip),
  flightRetimed: reads(
    reservation.flightRetimed,
    trip.extend({
      expectedDepartsAt: z.string(),
      expectedArrivesAt: z.string(),
      mayBeCompensated: z.boolean(),
    }),
  ),
  contactChanged: reads(
    reservation.contactChanged,
    trip.extend({
      changed: z.array(z.enum(["EMAIL", "PHONE"])),
      maskedPhone: z.string().nullable(),
      by: z.enum(["CUSTOMER", "TRAVELLER", "STAFF"]),
    }),
  ),
  contactReplaced: reads(reservation.contactReplaced, trip.extend({ maskedNewEmail: z.string() })),
  paymentRefused: reads(
    reservation.paymentRefused,
    trip.extend({
      amount: won,
      reason: z.enum([
        ...(["HOLD_EXPIRED", "ALREADY_PAID", "CANCELLED", "AMOUNT_MISMATCH"] as const),
        ...(["SALES_CLOSED", "FLIGHT_DEPARTED", "CHANGE_OUTDATED"] as const),
      ]),
      changeId: z.uuid().optional(),
    }),
  ),
  paymentFailed: reads(
    paymentFailed,
    payment.extend({ late: z.boolean().optional(), changeId: z.uuid().nullish() }),
  ),
  refundCompleted: reads(refundCompleted, payment),
  mileageIncreased: reads(mileageIncreased, milesOfTrip),
  mileageDecreased: reads(mileageDecreased, milesOfTrip),
  mileageAdjusted: reads(mileageAdjusted, miles),
} as const;

/** After one of these, nobody has to pay for their change any more: it is done, or over. */
export const changeEnds = [
  notifiableEvents.flightsChanged,
  notifiableEvents.changeExpired,
  notifiableEvents.paymentRefused,
  // Nobody is notified of this one: what ended the change is an event of its own.
  reads(reservation.changeSuperseded, z.object({ changeId })),
] as const;

/** The key of an event in `notifiableEvents`. */
export type NotifiableKey = keyof typeof notifiableEvents;

type Segments = z.output<typeof segments>;

/** The data of each event as the rules of this context see it. */
export type NotifiableData = {
  [K in Exclude<NotifiableKey, "flightsChanged">]: DataOf<(typeof notifiableEvents)[K]>;
} & {
  /** The miles follow from the other fields, by mileage's rule; the fields that they follow from are not shown. */
  flightsChanged: Omit<DataOf<typeof notifiableEvents.flightsChanged>, "before" | "segments"> & {
    before: Segments;
    segments: Segments;
    miles: ReturnType<typeof exchangedMiles>;
  };
};

const profile = z.object({ userId: z.uuid(), email: z.string(), name: z.string(), locale });

/** What the copy of the members' profiles is made of (catch-up-recipients.ts). */
export const profileEvents = [
  reads(userRegistered, profile),
  reads(userChanged, profile.extend({ profileVersion: z.number().int() })),
] as const;
