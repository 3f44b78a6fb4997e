import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { bookEntries } from "./book-entries";
import { mileageIncreased } from "./events";
import { ledgerEntries } from "./ledger-entries";
import { type CreditMilesInput, creditMilesInput } from "./schemas";

/**
 * Credits the miles of a reservation that was just created to the member who booked it. Twice, or after
 * the cancellation, is the same as once: the ledger is its own record of who changed what, and why.
 *
 * @returns the miles credited by this call: 0 when they had been before.
 */
export async function creditMiles(
  ctx: RequestContext,
  input: CreditMilesInput,
): Promise<{ creditedMiles: number }> {
  requireSystem(ctx.actor);
  const { eventId, reservation } = parse(creditMilesInput, input);
  const { customerId: memberId, reservationId, locator } = reservation;
  return transaction({ ...ctx, correlationId: reservationId, causationId: eventId }, async (tx) => {
    const booked = await bookEntries(tx, memberId, ledgerEntries("ACCRUAL", eventId, reservation));
    if (!booked) return { creditedMiles: 0 };
    await recordEvents(tx, [event(mileageIncreased, { memberId, reservationId, locator, ...booked })]);
    return { creditedMiles: booked.deltaMiles };
  });
}
