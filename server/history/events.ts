import type { z } from "zod";
import { userChanged, userRegistered } from "@/server/identity/events";
import {
  mileageAdjusted,
  mileageDecreased,
  mileageExchanged,
  mileageIncreased,
} from "@/server/mileage/events";
import { messageFailed, messageResent, messageSent } from "@/server/notification/events";
import { paymentCaptured, paymentFailed, refundCompleted, refundFailed } from "@/server/payment/events";
import {
  changeExpired,
  changePaymentRequested,
  contactChanged,
  flightRetimed,
  flightsChanged,
  nameCorrected,
  noShowRecorded,
  partCancelled,
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationClaimed,
  reservationCreated,
  reservationExpired,
  reservationHeld,
  reservationSplit,
  reservationSplitOff,
} from "@/server/reservation/events";
import type { DataOf, EventDefinition } from "@/server/shared/events";

export const historyCategories = ["RESERVATION", "PAYMENT", "MILEAGE", "MESSAGE", "ACCOUNT"] as const;
export type HistoryCategory = (typeof historyCategories)[number];

/**
 * The keys that may be copied from any event. Addresses and contacts are not among them. Names are copied with `givenUp`
 * alone: without them its customer would not know whose flights the entry is about.
 */
type CopyableKey =
  | (
      | "segments"
      | "seats"
      | "changed"
      | "totalAmount"
      | "paymentDeadline"
      | "cause"
      | "reason"
      | "refundAmount"
      | "givenUp"
    )
  | ("newLocator" | "fromLocator" | "expectedDepartsAt")
  | ("amount" | "deltaMiles" | "balanceMiles" | "channel" | "template" | "subject")
  | ("changeId" | "balance" | "feeAmount" | "forfeitedAmount" | "takenBackMiles" | "earnedMiles");

/** A key that an entry may have. */
export type KeptKey = CopyableKey | "passengerCount" | "flightsBefore" | "flightsAfter";

/** One event of the timeline, and the keys of its data that are copied. No other key is. */
type TimelineEvent = { name: string; event: EventDefinition; keeps: readonly KeptKey[] };

/** Of the passengers, only their number is copied; of a change of flights, the flights given up and those instead. */
type Kept<Data> =
  | Extract<keyof Data, CopyableKey>
  | ("passengers" extends keyof Data ? "passengerCount" : never)
  | ("before" extends keyof Data ? "flightsBefore" | "flightsAfter" : never);

const shows = <S extends z.ZodType>(
  event: EventDefinition<S>,
  ...keeps: Kept<z.output<S>>[]
): TimelineEvent => ({ name: event.name, event, keeps });

/**
 * The events that concern a customer, each with the keys that `components/history` shows. Each event is one row of the
 * timeline (law L5). Lists are copied in part (`listKeys`). History publishes no events.
 */
export const timelineEvents: Record<HistoryCategory, readonly TimelineEvent[]> = {
  RESERVATION: [
    shows(reservationHeld, "segments", "passengerCount", "totalAmount", "paymentDeadline"),
    shows(reservationCreated, "segments", "passengerCount", "totalAmount"),
    shows(reservationChanged, "segments", "passengerCount", "seats"),
    shows(reservationCancelled, "segments", "passengerCount", "cause", "refundAmount", "reason"),
    shows(partCancelled, "segments", "passengerCount", "givenUp", "cause", "refundAmount"),
    shows(flightsChanged, "flightsBefore", "flightsAfter", "balance", "feeAmount", "forfeitedAmount"),
    shows(changePaymentRequested, "segments", "passengerCount", "balance", "paymentDeadline"),
    shows(changeExpired, "segments", "passengerCount", "cause"),
    shows(reservationClaimed, "segments", "passengerCount"),
    shows(reservationSplit, "segments", "passengerCount", "newLocator"),
    shows(reservationSplitOff, "segments", "passengerCount", "fromLocator"),
    shows(nameCorrected, "segments", "passengerCount"),
    shows(reservationExpired, "segments", "passengerCount", "cause"),
    shows(noShowRecorded, "segments"),
    shows(flightRetimed, "segments", "expectedDepartsAt"),
    shows(contactChanged, "segments", "changed"),
  ],
  PAYMENT: [
    shows(paymentCaptured, "amount"),
    shows(paymentFailed),
    shows(paymentRefused, "amount", "reason", "changeId"),
    shows(refundCompleted, "amount"),
    shows(refundFailed, "amount"),
  ],
  MILEAGE: [
    shows(mileageIncreased, "deltaMiles", "balanceMiles"),
    shows(mileageDecreased, "deltaMiles", "balanceMiles"),
    shows(mileageExchanged, "takenBackMiles", "earnedMiles", "deltaMiles", "balanceMiles"),
    shows(mileageAdjusted, "deltaMiles", "balanceMiles"),
  ],
  MESSAGE: [
    shows(messageSent, "channel", "template", "subject"),
    shows(messageResent, "channel", "template", "subject"),
    shows(messageFailed, "channel", "template", "subject"),
  ],
  ACCOUNT: [shows(userRegistered), shows(userChanged)],
};

type Segment = DataOf<typeof reservationHeld>["segments"][number];
type ChangedSeats = DataOf<typeof reservationChanged>["seats"][number];

/** The keys that are copied from each element of a list. `kept`: the leg of a cancelled reservation that stays. */
export const listKeys = {
  segments: [
    "designator",
    "origin",
    "destination",
    "originCityKo",
    "originCityEn",
    "destinationCityKo",
    "destinationCityEn",
    "originZone",
    "destinationZone",
    "departsAt",
    "kept",
  ] satisfies (keyof Segment)[],
  seats: ["designator", "seats"] satisfies (keyof ChangedSeats)[],
};

/** The category of each event name in the timeline. */
export const categoryOf = new Map(
  historyCategories.flatMap((category) => timelineEvents[category].map((e) => [e.name, category] as const)),
);
