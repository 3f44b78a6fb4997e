import type { DataOf } from "@/server/shared/events";
import type { toldEvents } from "../events";

type Row = { label: string; value: string };
export type Section = { title: string; rows: Row[] };

/** A message in words, before it becomes an inbox entry, a plain text or an HTML e-mail. */
export type MessageContent = {
  subject: string;
  /** How an e-mail begins; absent in those that were queued before it was written. */
  greeting?: string;
  paragraphs: string[];
  sections: Section[];
  /** Label of the one link that the message leads to. */
  action: string;
  closing: string;
};

/** Data of a told event, by its key in `toldEvents`. */
export type ToldData = { [K in keyof typeof toldEvents]: DataOf<(typeof toldEvents)[K]> };

type Of<Key extends keyof ToldData> = (data: ToldData[Key]) => MessageContent;

/** Every message of one language. */
export type Templates = {
  paymentDue: Of<"reservationHeld">;
  confirmed: Of<"reservationCreated">;
  seatsChanged: Of<"reservationChanged">;
  cancelled: Of<"reservationCancelled">;
  flightCancelled: Of<"reservationCancelled">;
  holdEnded: Of<"reservationExpired">;
  paymentRefused: Of<"paymentRefused">;
  paymentFailed: Of<"paymentFailed">;
  refundCompleted: Of<"refundCompleted">;
  milesCredited: Of<"mileageIncreased">;
  milesReversed: Of<"mileageDecreased">;
};
