import { z } from "zod";
import { keysetFields } from "@/server/shared/fields";
import { historyCategories } from "./events";

export type { HistoryCategory } from "./events";

export const listHistoryInput = z.object({
  ...keysetFields,
  category: z.enum(historyCategories).nullish(),
});
export type ListHistoryInput = z.input<typeof listHistoryInput>;
