import { type RequestContext, requireSystem } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type MilesMoved, moveMiles } from "./move-miles";
import { type CreditMilesInput, creditMilesInput } from "./schemas";

/**
 * Credits the miles of reservations that were just created to the members who booked them. Twice, or after the
 * cancellation, is the same as once: the ledger is its own record of who changed what, and why.
 *
 * @returns for each reservation the miles credited by this call (0 when they had been before), or an error that does
 * not touch the others.
 */
export async function creditMiles(
  ctx: RequestContext,
  input: CreditMilesInput,
): Promise<{ results: MilesMoved[] }> {
  requireSystem(ctx.actor);
  const { created } = parse(creditMilesInput, input);
  return { results: await moveMiles(ctx, "ACCRUAL", created) };
}
