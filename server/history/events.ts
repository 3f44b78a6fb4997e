import type { z } from "zod";
import { userChanged, userRegistered } from "@/server/identity/events";
import { mileageDecreased, mileageIncreased } from "@/server/mileage/events";
import { messageFailed, messageSent } from "@/server/notification/events";
import { paymentCaptured, paymentFailed, refundCompleted, refundFailed } from "@/server/payment/events";
import {
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationCreated,
  reservationExpired,
  reservationHeld,
} from "@/server/reservation/events";
import type { EventDefinition } from "@/server/shared/events";

export const historyCategories = ["RESERVATION", "PAYMENT", "MILEAGE", "MESSAGE", "ACCOUNT"] as const;
export type HistoryCategory = (typeof historyCategories)[number];

/** One kind of event in the timeline, and the keys of its data that are copied: no other one is. */
export type TimelineEvent = { name: string; keeps: readonly string[] };

/** Of the passengers only their number; never a name, an address or a contact. */
type Kept<D> =
  | Exclude<keyof D & string, Personal>
  | ("passengers" extends keyof D ? "passengerCount" : never);
type Personal = "passengers" | "name" | "email" | "contactEmail" | "address";

const shows = <S extends z.ZodType>(
  { name }: EventDefinition<S>,
  ...keeps: Kept<z.output<S>>[]
): TimelineEvent => ({ name, keeps });

/**
 * The events that concern a customer, each with what `components/history` shows of it: each is one row of the
 * timeline (law L5). History publishes none. Segments are copied in part: `segmentKeys`.
 */
export const timelineEvents: Record<HistoryCategory, readonly TimelineEvent[]> = {
  RESERVATION: [
    shows(reservationHeld, "segments", "passengerCount", "totalAmount", "paymentDeadline"),
    shows(reservationCreated, "segments", "passengerCount", "totalAmount"),
    shows(reservationChanged, "segments", "passengerCount", "seats"),
    shows(reservationCancelled, "segments", "passengerCount", "cause", "refundAmount", "reason"),
    shows(reservationExpired, "segments", "passengerCount", "cause"),
  ],
  PAYMENT: [
    shows(paymentCaptured, "amount"),
    shows(paymentFailed),
    shows(paymentRefused, "amount", "reason"),
    shows(refundCompleted, "amount"),
    shows(refundFailed, "amount"),
  ],
  MILEAGE: [
    shows(mileageIncreased, "deltaMiles", "balanceMiles"),
    shows(mileageDecreased, "deltaMiles", "balanceMiles"),
  ],
  MESSAGE: [
    shows(messageSent, "channel", "template", "subject"),
    shows(messageFailed, "channel", "template", "subject"),
  ],
  ACCOUNT: [shows(userRegistered), shows(userChanged)],
};

/**
 * What is copied of a segment: the route, the flight and when it leaves, with the zones to write that in, and of a
 * cancellation whether the leg was kept.
 */
export const segmentKeys = [
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
] as const satisfies readonly (keyof z.output<typeof reservationHeld.data>["segments"][number])[];

/** Every name in the timeline with its category. */
export const categoryOf = new Map(
  historyCategories.flatMap((category) => timelineEvents[category].map((e) => [e.name, category] as const)),
);
