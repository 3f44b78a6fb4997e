import { z } from "zod";
import { historyCategories } from "./events";

export type { HistoryCategory } from "./events";

export const listHistoryInput = z.object({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
  category: z.enum(historyCategories).nullish(),
});
export type ListHistoryInput = z.input<typeof listHistoryInput>;
