"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { type HistoryEntry, listHistory } from "@/server/history/queries";
import type { ListHistoryInput } from "@/server/history/schemas";
import { requireMember } from "@/server/shared/context";
import type { Page } from "@/server/shared/cursor";

/** The next page of the signed-in customer's own timeline. */
export async function moreHistory(
  category: ListHistoryInput["category"],
  cursor: string | null,
): Promise<ActionResult<Page<HistoryEntry>>> {
  return runAction(async (ctx) => listHistory(requireMember(ctx.actor).id, { category, cursor }), {
    readOnly: true,
  });
}
