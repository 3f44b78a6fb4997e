import { database } from "@/db/client";
import { matchUnits } from "@/server/reservation/inventory/match-units";
import { type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import type { HoldIds, HoldToWrite } from "./compose-hold";
import { releaseHeld } from "./end-hold";
import { checkReplacement } from "./enforce-hold-caps";
import { takeTurnOfCustomer } from "./take-turn";
import { writeHold } from "./write-hold";

/**
 * Writes a hold and releases those that it replaces, all or nothing: a customer who may not have the new hold keeps the
 * old ones. A hold that replaces none is one statement, unless a birthday between the flights makes it need more units.
 *
 * @throws AppError SOLD_OUT, RATE_LIMITED, TOO_MANY_HOLDS, SEATS_IN_CHECKOUT, INVALID_INPUT.
 */
export function writeReplacing(
  ctx: RequestContext,
  hold: HoldToWrite,
  ids: HoldIds,
  replaced: readonly { id: string }[],
): Promise<void> {
  const birthdays = hold.passengers.some(({ segmentTypes }) => segmentTypes !== null);
  if (replaced.length === 0 && !birthdays) return writeHold(database(), ctx, hold, ids);
  return transaction(ctx, async (tx) => {
    // The turn comes before the locks of reservations, as everywhere (take-turn.ts).
    if (replaced.length > 0) await takeTurnOfCustomer(tx, hold.customerId);
    for (const { id } of replaced) await releaseHeld(tx, id);
    await writeHold(tx.tx, ctx, hold, ids);
    if (birthdays && (await matchUnits(tx, ids.reservationId)) !== null) throw new AppError("SOLD_OUT");
    if (replaced.length > 0) await checkReplacement(tx, hold, ids.reservationId);
  });
}
