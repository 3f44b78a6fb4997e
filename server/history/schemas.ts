import { z } from "zod";
import { historyCategories } from "./events";

export type { HistoryCategory } from "./events";

const projectedEvent = z.object({
  eventId: z.uuid(),
  name: z.string(),
  version: z.number().int(),
  occurredAt: z.coerce.date(),
  data: z.record(z.string(), z.unknown()),
});

export const projectEventsInput = z.object({ events: z.array(projectedEvent).min(1).max(1_000) });
export type ProjectEventsInput = z.input<typeof projectEventsInput>;
export type ProjectedEvent = z.output<typeof projectedEvent>;

export const listHistoryInput = z.object({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
  category: z.enum(historyCategories).nullish(),
});
export type ListHistoryInput = z.input<typeof listHistoryInput>;
