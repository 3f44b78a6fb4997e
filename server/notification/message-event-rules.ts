import type { messages } from "@/db/schema/notification";
import { event, type NewEvent } from "@/server/shared/outbox";
import { messageFailed, messageSent } from "./events";

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
