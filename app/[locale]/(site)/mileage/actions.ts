"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { listLedger } from "@/server/mileage/queries";
import type { LedgerEntry } from "@/server/mileage/schemas";
import type { Page } from "@/server/shared/cursor";

/** The next page of the signed-in member's own ledger. */
export async function moreLedger(cursor: string | null): Promise<ActionResult<Page<LedgerEntry>>> {
  return runAction((ctx) => listLedger(ctx, { cursor }), { readOnly: true });
}
