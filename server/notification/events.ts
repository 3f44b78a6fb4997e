import { z } from "zod";
import { mileageDecreased, mileageIncreased } from "@/server/mileage/events";
import { paymentFailed, refundCompleted } from "@/server/payment/events";
import {
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationCreated,
  reservationExpired,
  reservationHeld,
} from "@/server/reservation/events";
import { defineEvent } from "@/server/shared/events";

const message = z.object({
  messageId: z.uuid(),
  recipientId: z.uuid(),
  channel: z.enum(["INBOX", "EMAIL"]),
  template: z.string(),
  subject: z.string(),
  reservationId: z.uuid().nullable(),
  locator: z.string().nullable(),
});

export const messageSent = defineEvent("notification/message.sent", 1, message);
/** Delivery was given up for now; the message stays queued and the sweep tries again. */
export const messageFailed = defineEvent(
  "notification/message.failed",
  1,
  message.extend({ error: z.string() }),
);

/** The events that a customer is told of: exactly one message per event and channel (law L4). */
export const toldEvents = {
  reservationHeld,
  reservationCreated,
  reservationChanged,
  reservationCancelled,
  reservationExpired,
  paymentRefused,
  paymentFailed,
  refundCompleted,
  mileageIncreased,
  mileageDecreased,
} as const;

export const messageChannels = ["INBOX", "EMAIL"] as const;
