import { z } from "zod";
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
