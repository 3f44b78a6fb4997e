"use server";

import { getSessionUser } from "@/app/_lib/session";
import { listHistory } from "@/server/history/queries";
import type { ListHistoryInput } from "@/server/history/schemas";

/** The next page of the signed-in customer's own timeline. A refusal is thrown: the list offers another try. */
export async function moreHistory(category: ListHistoryInput["category"], cursor: string | null) {
  const user = await getSessionUser();
  if (!user) return { items: [], nextCursor: null };
  return listHistory(user.id, { category, cursor });
}
