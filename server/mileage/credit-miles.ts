import { type RequestContext, requireSystem } from "@/server/shared/context";
import { event } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { mileageIncreased } from "./events";
import { type MileageEvent, type PostedMiles, type Posting, postMiles } from "./post-miles";
import { type CreditMilesInput, creditMilesInput } from "./schemas";

/**
 * Credits the miles of created reservations to the members who booked them. A second call changes nothing, and the
 * reversal may come first: ledger entries are unique. There is no audit row, since the ledger says what changed and
 * why. Only for the system.
 *
 * @returns for each reservation the miles credited by this call (0 when they were credited before), or an error that
 *   does not affect the others.
 */
export async function creditMiles(
  ctx: RequestContext,
  input: CreditMilesInput,
): Promise<{ results: PostedMiles[] }> {
  requireSystem(ctx.actor);
  const { created } = parse(creditMilesInput, input);
  return {
    results: await postMiles(
      ctx,
      created.map((each) => ({ kind: "ACCRUAL" as const, ...each })),
      toEvent,
    ),
  };
}

const toEvent: MileageEvent<Posting> = (facts, { earnedMiles }, about) =>
  event(mileageIncreased, { ...facts, deltaMiles: earnedMiles }, about);
