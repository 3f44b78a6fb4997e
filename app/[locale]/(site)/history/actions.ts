"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { listHistory } from "@/server/history/queries";
import type { HistoryEntry, ListHistoryInput } from "@/server/history/schemas";
import type { Page } from "@/server/shared/cursor";

/** The next page of the signed-in customer's own timeline. */
export async function moreHistory(
  category: ListHistoryInput["category"],
  cursor: string | null,
): Promise<ActionResult<Page<HistoryEntry>>> {
  return runAction((ctx) => listHistory(ctx, { category, cursor }), { readOnly: true });
}
