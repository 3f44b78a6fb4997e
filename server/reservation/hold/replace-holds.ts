import { database } from "@/db/client";
import { matchUnits } from "@/server/reservation/inventory/match-units";
import { type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { checkReplacement } from "./enforce-hold-caps";
import { releaseHeld } from "./release-hold";
import { takeTurnOfCustomer } from "./take-turn";
import { type HoldIds, type HoldToWrite, writeHold } from "./write-hold";

/**
 * One statement as a rule. Giving up the replaced holds, taking the new one, and what a birthday between the
 * flights makes it need more are all or nothing: whoever may not have the new hold keeps the old ones.
 */
export function writeReplacing(
  ctx: RequestContext,
  hold: HoldToWrite,
  ids: HoldIds,
  replaced: string[],
): Promise<void> {
  const birthdays = hold.passengers.some(({ segmentTypes }) => segmentTypes !== null);
  if (replaced.length === 0 && !birthdays) return writeHold(database(), ctx, hold, ids);
  return transaction(ctx, async (tx) => {
    // Before the locks of the reservations, as everywhere (hold-turns.ts).
    if (replaced.length > 0) await takeTurnOfCustomer(tx, hold.customerId);
    for (const id of replaced) await releaseHeld(tx, id);
    await writeHold(tx.tx, ctx, hold, ids);
    if (birthdays && (await matchUnits(tx, ids.reservationId)) !== null) throw new AppError("SOLD_OUT");
    if (replaced.length > 0) await checkReplacement(tx, hold, ids.reservationId);
  });
}
