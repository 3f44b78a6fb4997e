import { z } from "zod";
import { defineEvent, reads } from "@/server/shared/events";

export { type NotifiableData, type NotifiableKey, notifiableEvents } from "./contracts";

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

/** Also read by this context, which carries the resend out. */
export const requestedResend = reads(resendRequested, z.object({ resendId: z.uuid() }));
