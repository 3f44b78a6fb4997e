import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { bookEntries } from "./book-entries";
import { mileageDecreased } from "./events";
import { ledgerEntries } from "./ledger-entries";
import { type ReverseMilesInput, reverseMilesInput } from "./schemas";

/**
 * Takes back the miles of a cancelled reservation. It may run before the accrual: the balance is then
 * negative for a moment, and both together still net to zero.
 *
 * @returns the miles taken back by this call, as a positive number: 0 when they had been before.
 */
export async function reverseMiles(
  ctx: RequestContext,
  input: ReverseMilesInput,
): Promise<{ reversedMiles: number }> {
  requireSystem(ctx.actor);
  const { eventId, reservation } = parse(reverseMilesInput, input);
  const { customerId: memberId, reservationId, locator } = reservation;
  return transaction({ ...ctx, correlationId: reservationId, causationId: eventId }, async (tx) => {
    const booked = await bookEntries(tx, memberId, ledgerEntries("REVERSAL", eventId, reservation));
    if (!booked) return { reversedMiles: 0 };
    const reversedMiles = -booked.deltaMiles;
    const change = { memberId, reservationId, locator, ...booked, deltaMiles: reversedMiles };
    await recordEvents(tx, [event(mileageDecreased, change)]);
    return { reversedMiles };
  });
}
