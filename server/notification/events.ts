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

/**
 * The mail server has taken an e-mail: one event per e-mail. An inbox message records none, since storing it is
 * sending it; events with channel INBOX are from the version before channel policies (law L4 allows them).
 */
export const messageSent = defineEvent("notification/message.sent", 1, message);
/** Delivery of an e-mail was given up for now; it stays queued and the sweep tries again. */
export const messageFailed = defineEvent(
  "notification/message.failed",
  1,
  message.extend({ error: z.string() }),
);

/**
 * The events that a customer is told of: exactly one message per event and channel (law L4). Which channels, say
 * the rows of `notification.channel_policies`.
 */
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
