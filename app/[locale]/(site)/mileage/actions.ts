"use server";

import { getSessionUser } from "@/app/_lib/session";
import { listLedger } from "@/server/mileage/queries";

/** The next page of the signed-in member's own ledger. A refusal is thrown: the list offers another try. */
export async function moreLedger(cursor: string | null) {
  const user = await getSessionUser();
  if (!user) return { items: [], nextCursor: null };
  return listLedger(user.id, { cursor });
}
