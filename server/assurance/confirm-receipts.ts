import type { z } from "zod";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { receipt } from "@/server/shared/deliveries";
import type { receiptInput } from "./schemas";

/** Confirms that functions have finished events, for cases in which the step journal does not write it with the last step. */
export async function confirmReceipts(
  ctx: RequestContext,
  receipts: readonly z.input<typeof receiptInput>[],
): Promise<void> {
  requireSystem(ctx.actor);
  await transaction(ctx, async ({ tx }) => {
    for (const each of receipts) await receipt(tx, each);
  });
}
