"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { type LedgerEntry, listLedger } from "@/server/mileage/queries";
import { requireMember } from "@/server/shared/context";
import type { Page } from "@/server/shared/cursor";

/** The next page of the signed-in member's own ledger. */
export async function moreLedger(cursor: string | null): Promise<ActionResult<Page<LedgerEntry>>> {
  return runAction(async (ctx) => listLedger(requireMember(ctx.actor).id, { cursor }), { readOnly: true });
}
