import { z } from "zod";
import {
  type exchangedMiles,
  mileageAdjusted,
  mileageDecreased,
  mileageIncreased,
} from "@/server/mileage/events";
import { paymentFailed, refundCompleted } from "@/server/payment/events";
import {
  changeExpired,
  contactChanged,
  contactReplaced,
  flightsChanged,
  nameCorrected,
  noShowRecorded,
  partCancelled,
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationCreated,
  reservationExpired,
  reservationHeld,
  reservationSplit,
} from "@/server/reservation/events";
import { type DataOf, defineEvent } from "@/server/shared/events";

const message = z.object({
  messageId: z.uuid(),
  recipientId: z.uuid(),
  channel: z.enum(["INBOX", "EMAIL"]),
  template: z.string(),
  subject: z.string(),
  reservationId: z.uuid().nullable(),
  locator: z.string().nullable(),
});

/**
 * The mail server has accepted an e-mail: one event per e-mail. An inbox message has no such event, because storing it
 * is sending it. Events with channel INBOX were recorded before channel policies existed (law L4 allows them).
 */
export const messageSent = defineEvent("notification/message.sent", 1, message);
/** An e-mail could not be delivered for now. It stays queued, and the sweep tries again. */
export const messageFailed = defineEvent(
  "notification/message.failed",
  1,
  message.extend({ error: z.string() }),
);

const resend = message.extend({ resendId: z.uuid() });

/** Staff asked for an e-mail to be sent once more. */
export const resendRequested = defineEvent("notification/resend.requested", 1, resend);
/**
 * The mail server has accepted an e-mail that staff had sent once more: one event per resend. It is no `message.sent`,
 * of which each e-mail has one.
 */
export const messageResent = defineEvent("notification/message.resent", 1, resend);

/**
 * The events about which customers are notified: exactly one message per event and channel (law L4). The rows of
 * `notification.channel_policies` say which channels an event has.
 */
export const notifiableEvents = {
  reservationHeld,
  reservationCreated,
  reservationChanged,
  reservationCancelled,
  partCancelled,
  flightsChanged,
  changeExpired,
  reservationSplit,
  nameCorrected,
  reservationExpired,
  noShowRecorded,
  contactChanged,
  contactReplaced,
  paymentRefused,
  paymentFailed,
  refundCompleted,
  mileageIncreased,
  mileageDecreased,
  mileageAdjusted,
} as const;

/** The key of an event in `notifiableEvents`. */
export type NotifiableKey = keyof typeof notifiableEvents;
type Data = { [K in NotifiableKey]: DataOf<(typeof notifiableEvents)[K]> } & {
  /** Follows from the other fields, by mileage's rule; the fields that it follows from are not read. */
  flightsChanged: { miles: ReturnType<typeof exchangedMiles> };
};
type Segment = Data["reservationHeld"]["segments"][number];
type Passenger = Data["reservationHeld"]["passengers"][number];

const reservationFields = ["reservationId", "locator", "customerId", "locale", "contactEmail"] as const;
const paymentFields = ["reservationId", "locator", "customerId", "locale", "amount"] as const;
const mileageFields = ["memberId", "reservationId", "locator", "deltaMiles", "balanceMiles"] as const;

/**
 * The fields of each event's data that notification reads, for the reader's address or for a text. All other fields
 * are removed before any rule of this context sees the data: an event is a fact to tell, not a copy of another
 * context's state. A new field for a text is added here first.
 */
export const notifiableFields = {
  reservationHeld: [...reservationFields, "segments", "totalAmount", "paymentDeadline"],
  reservationCreated: [...reservationFields, "segments", "passengers", "totalAmount"],
  reservationChanged: [...reservationFields, "segments", "seats"],
  reservationCancelled: [
    ...reservationFields,
    ...(["segments", "cause", "reason", "paidAmount", "refundAmount", "waivedAmount"] as const),
    "cancelledFlightId",
  ],
  partCancelled: [
    ...reservationFields,
    ...([
      "segments",
      "passengers",
      "givenUp",
      "left",
      "givenUpAmount",
      "refundAmount",
      "waivedAmount",
    ] as const),
  ],
  flightsChanged: [
    ...reservationFields,
    ...([
      "before",
      "segments",
      "passengers",
      "givenUp",
      "gained",
      "balance",
      "feeAmount",
      "waivedAmount",
      "miles",
    ] as const),
  ],
  changeExpired: [...reservationFields, "segments", "cause"],
  reservationSplit: [...reservationFields, "segments", "passengers", "newLocator", "leaving"],
  nameCorrected: [
    ...reservationFields,
    ...(["segments", "nameBefore", "nameAfter", "ticketNumber", "previousTicketNumber"] as const),
  ],
  reservationExpired: [...reservationFields, "segments", "cause", "cancelledFlightId"],
  noShowRecorded: [...reservationFields, "segments"],
  contactChanged: [...reservationFields, "segments", "changed", "maskedPhone", "by"],
  contactReplaced: [...reservationFields, "segments", "maskedNewEmail"],
  paymentRefused: [...reservationFields, "segments", "amount", "reason", "changeId"],
  paymentFailed: [...paymentFields, "late", "changeId"],
  refundCompleted: paymentFields,
  mileageIncreased: mileageFields,
  mileageDecreased: mileageFields,
  mileageAdjusted: ["memberId", "deltaMiles", "balanceMiles"],
} as const satisfies { [K in NotifiableKey]: readonly (keyof Data[K])[] };

const segmentFields = [
  ...(["id", "flightId", "designator", "brand", "cabin", "checkedBaggageKg"] as const),
  ...(["origin", "originCityKo", "originCityEn", "originZone"] as const),
  ...(["destination", "destinationCityKo", "destinationCityEn", "destinationZone"] as const),
  ...(["departsAt", "arrivesAt", "departureDate"] as const),
  ...(["seats", "kept", "changedTypes"] as const),
] as const;

/** The fields that notification reads of each entry of a list in an event's data. */
export const notifiableListFields = {
  segments: segmentFields,
  before: segmentFields,
  passengers: ["id", "type", "name", "ticketNumber"],
} as const satisfies {
  segments: readonly (keyof Segment)[];
  before: readonly (keyof Segment)[];
  passengers: readonly (keyof Passenger)[];
};

type ListFields = typeof notifiableListFields;
type WithListFields<D> = {
  [F in keyof D]: F extends "segments" | "before"
    ? Pick<Segment, ListFields["segments"][number]>[]
    : F extends "passengers"
      ? Pick<Passenger, ListFields["passengers"][number]>[]
      : D[F];
};

/** The data of each event as the rules of this context see it. */
export type NotifiableData = {
  [K in NotifiableKey]: WithListFields<Pick<Data[K], (typeof notifiableFields)[K][number] & keyof Data[K]>>;
};
