import type { NotifiableData } from "@/server/notification/events";
import type { MessageKindName } from "@/server/notification/schemas";
import type { CalendarTrip } from "@/server/shared/papers/trip-calendar";

type Row = { label: string; value: string };
export type Section = { title: string; rows: Row[] };

/** A message in words, before it becomes an inbox entry, a plain text or an HTML e-mail. */
export type MessageContent = {
  subject: string;
  /** The first line of an e-mail. E-mails that an earlier release queued have none. */
  greeting?: string;
  paragraphs: string[];
  sections: Section[];
  /** The label of the message's one link. */
  action: string;
  closing: string;
  /** What the e-mail attaches as a calendar file. */
  calendar?: CalendarTrip;
  /** Of an e-mail that its reader may switch off: the kind of message that the link at its end switches off. */
  unsubscribe?: MessageKindName;
};

type Of<Key extends keyof NotifiableData> = (data: NotifiableData[Key]) => MessageContent;

/** Every message of one language. */
export type Templates = {
  paymentDue: Of<"reservationHeld">;
  confirmed: Of<"reservationCreated">;
  seatsChanged: Of<"reservationChanged">;
  cancelled: Of<"reservationCancelled">;
  flightCancelled: Of<"reservationCancelled">;
  partCancelled: Of<"partCancelled">;
  flightsChanged: Of<"flightsChanged">;
  changePaymentDue: Of<"changePaymentRequested">;
  changePaymentOver: Of<"changePaymentRequested">;
  changeExpired: Of<"changeExpired">;
  changeRefused: Of<"paymentRefused">;
  changePaymentFailed: Of<"paymentFailed">;
  bookingSplit: Of<"reservationSplit">;
  nameCorrected: Of<"nameCorrected">;
  holdEnded: Of<"reservationExpired">;
  flightRetimed: Of<"flightRetimed">;
  noShow: Of<"noShowRecorded">;
  contactChanged: Of<"contactChanged">;
  contactReplaced: Of<"contactReplaced">;
  paymentRefused: Of<"paymentRefused">;
  paymentFailed: Of<"paymentFailed">;
  refundCompleted: Of<"refundCompleted">;
  milesCredited: Of<"mileageIncreased">;
  milesReversed: Of<"mileageDecreased">;
  milesAdjusted: Of<"mileageAdjusted">;
};

/** The messages about a changed contact: contact.ts has them in both languages. */
export type ContactKey = "contactChanged" | "contactReplaced";
