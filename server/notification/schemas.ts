import { z } from "zod";

export const rememberRecipientInput = z.object({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  locale: z.enum(["ko", "en"]),
  profileVersion: z.number().int().positive().default(1),
});
export type RememberRecipientInput = z.input<typeof rememberRecipientInput>;

export const queueMessagesInput = z.object({
  eventId: z.uuid(),
  name: z.string(),
  correlationId: z.uuid(),
  data: z.unknown(),
});
export type QueueMessagesInput = z.input<typeof queueMessagesInput>;

export const deliverMessageInput = z.object({ messageId: z.uuid() });
export type DeliverMessageInput = z.input<typeof deliverMessageInput>;

export const deliverOverdueInput = z.object({
  /** Stops taking further messages after this long. */
  budgetSeconds: z.number().positive().max(300).default(30),
});
export type DeliverOverdueInput = z.input<typeof deliverOverdueInput>;

/** One message, or all of the reader's. */
export const markReadInput = z.object({ messageId: z.uuid().optional() });
export type MarkReadInput = z.input<typeof markReadInput>;

export const listMessagesInput = z.object({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ListMessagesInput = z.input<typeof listMessagesInput>;
