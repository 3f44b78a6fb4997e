import type { messages } from "@/db/schema/notification";
import { event, type NewEvent } from "@/server/shared/outbox";
import { messageFailed, messageResent, messageSent, resendRequested } from "./events";

type Message = Pick<
  typeof messages.$inferSelect,
  "id" | "eventId" | "recipientId" | "channel" | "template" | "subject" | "reservationId" | "locator"
>;

const facts = (m: Message) => ({
  messageId: m.id,
  recipientId: m.recipientId,
  channel: m.channel,
  template: m.template,
  subject: m.subject,
  reservationId: m.reservationId,
  locator: m.locator,
});

/** The message's event is the cause; its reservation, if it has one, is the correlation. */
const about = (m: Message) => ({
  causationId: m.eventId,
  ...(m.reservationId && { correlationId: m.reservationId }),
});

export const sentEvent = (m: Message): NewEvent => event(messageSent, facts(m), about(m));

export const failedEvent = (m: Message, error: string): NewEvent =>
  event(messageFailed, { ...facts(m), error }, about(m));

/** Its correlation is that of the transaction: a message about no reservation has none of its own. */
export const resendRequestedEvent = (resendId: string, m: Message): NewEvent =>
  event(
    resendRequested,
    { ...facts(m), resendId },
    m.reservationId ? { correlationId: m.reservationId } : {},
  );

/** The message's event is its cause, so that the timeline lists it there. */
export const resentEvent = (resendId: string, m: Message): NewEvent =>
  event(messageResent, { ...facts(m), resendId }, about(m));
