import { type RequestContext, requireSystem } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type MilesMoved, moveMiles } from "./move-miles";
import { type ReverseMilesInput, reverseMilesInput } from "./schemas";

/**
 * Takes back the miles of cancelled reservations. It may run before the accrual: the balance is then negative for a
 * moment, and both together still net to zero.
 *
 * @returns for each reservation the miles taken back by this call, as a positive number (0 when they had been before),
 * or an error that does not touch the others.
 */
export async function reverseMiles(
  ctx: RequestContext,
  input: ReverseMilesInput,
): Promise<{ results: MilesMoved[] }> {
  requireSystem(ctx.actor);
  const { cancelled } = parse(reverseMilesInput, input);
  return { results: await moveMiles(ctx, "REVERSAL", cancelled) };
}
