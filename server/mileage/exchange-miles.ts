import { type RequestContext, requireSystem } from "@/server/shared/context";
import { event } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { mileageExchanged } from "./events";
import { type MileageEvent, type PostedMiles, type Posting, postMiles } from "./post-miles";
import { type ExchangeMilesInput, exchangeMilesInput } from "./schemas";

/**
 * Takes back the miles of the flights that changes of flights gave up, and credits those of the flights instead, for each
 * change together. A second call changes nothing, and it may run before the accrual of the reservation and after its
 * reversal: each follows from its own event. Only for the system.
 *
 * @returns for each change the miles that this call moved, in both directions together (0 when they were moved before), or
 *   an error that does not affect the others.
 */
export async function exchangeMiles(
  ctx: RequestContext,
  input: ExchangeMilesInput,
): Promise<{ results: PostedMiles[] }> {
  requireSystem(ctx.actor);
  const { changed } = parse(exchangeMilesInput, input);
  return {
    results: await postMiles(
      ctx,
      changed.map((each) => ({ kind: "EXCHANGE" as const, ...each })),
      toEvent,
    ),
  };
}

const toEvent: MileageEvent<Extract<Posting, { kind: "EXCHANGE" }>> = (facts, written, about, posting) => {
  const { earnedMiles, takenBackMiles } = written;
  const { changeId } = posting.reservation;
  const moved = { changeId, takenBackMiles, earnedMiles, deltaMiles: earnedMiles - takenBackMiles };
  return event(mileageExchanged, { ...facts, ...moved }, about);
};
