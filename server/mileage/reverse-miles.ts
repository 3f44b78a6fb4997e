import { type RequestContext, requireSystem } from "@/server/shared/context";
import { event } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { mileageDecreased } from "./events";
import { type MileageEvent, type PostedMiles, type Posting, postMiles } from "./post-miles";
import { type ReverseMilesInput, reverseMilesInput } from "./schemas";

/**
 * Takes back the miles of cancelled reservations. It may run before the accrual: the balance is then negative for a
 * moment, and the sum of both is zero. Only for the system.
 *
 * @returns for each reservation the miles taken back by this call, as a positive number (0 when they were taken back
 *   before), or an error that does not affect the others.
 */
export async function reverseMiles(
  ctx: RequestContext,
  input: ReverseMilesInput,
): Promise<{ results: PostedMiles[] }> {
  requireSystem(ctx.actor);
  const { cancelled } = parse(reverseMilesInput, input);
  return {
    results: await postMiles(
      ctx,
      cancelled.map((each) => ({ kind: "REVERSAL" as const, ...each })),
      toEvent,
    ),
  };
}

const toEvent: MileageEvent<Posting> = (facts, { takenBackMiles }, about) =>
  event(mileageDecreased, { ...facts, deltaMiles: takenBackMiles }, about);
