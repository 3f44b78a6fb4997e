import { z } from "zod";
import { keysetFields } from "@/server/shared/fields";

/** More than the engine hands over at once; it bounds what one statement carries. */
const MAX_EVENTS = 500;

/** An event as it arrives; `data` is checked against the contract of its name, event by event. */
const eventToTell = z.object({
  eventId: z.uuid(),
  name: z.string(),
  correlationId: z.uuid(),
  occurredAt: z.iso.datetime({ offset: true }),
  data: z.unknown(),
});
export const queueMessagesInput = z.object({ events: z.array(eventToTell).max(MAX_EVENTS) });
export type QueueMessagesInput = z.input<typeof queueMessagesInput>;

export const deliverMessageInput = z.object({ messageId: z.uuid() });
export type DeliverMessageInput = z.input<typeof deliverMessageInput>;

export const deliverMessagesInput = z.object({ messageIds: z.array(z.uuid()).max(MAX_EVENTS) });
export type DeliverMessagesInput = z.input<typeof deliverMessagesInput>;

export const deliverOverdueInput = z.object({
  /** Stops taking further messages after this long. */
  budgetSeconds: z.number().positive().max(300).default(30),
});
export type DeliverOverdueInput = z.input<typeof deliverOverdueInput>;

/** One message, or all of the reader's. */
export const markReadInput = z.object({ messageId: z.uuid().optional() });
export type MarkReadInput = z.input<typeof markReadInput>;

export const listMessagesInput = z.object({
  ...keysetFields,
});
export type ListMessagesInput = z.input<typeof listMessagesInput>;
