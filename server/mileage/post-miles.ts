import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { event, type NewEvent, recordEvents } from "@/server/shared/outbox";
import { mileageDecreased, mileageIncreased } from "./events";
import { type FlightLedgerKind, ledgerEntries, type MilesReservation } from "./ledger-entry-rules";
import { type WrittenEntries, writeLedgerEntries } from "./write-ledger-entries";

/** An event about a reservation whose miles are to be posted. */
type Posting = { eventId: string; reservation: MilesReservation };

/** The miles that were posted for an event, as a positive number; or the error that prevented it. */
export type PostedMiles = { eventId: string; miles: number } | { eventId: string; error: string };

/**
 * Posts the miles of reservations to their members' accounts (ACCRUAL), or takes them back (REVERSAL), all in one
 * transaction. If that fails, each posting gets a transaction of its own, so that a bad one fails alone.
 *
 * @returns one result per posting, in their order; 0 miles when they were posted before.
 */
export async function postMiles(
  ctx: RequestContext,
  kind: FlightLedgerKind,
  postings: readonly Posting[],
): Promise<PostedMiles[]> {
  try {
    return await transaction(ctx, (tx) => postTogether(tx, kind, postings));
  } catch (error) {
    const [only, ...others] = postings;
    if (only && others.length === 0) return [{ eventId: only.eventId, error: errorText(error) }];
  }
  const results: PostedMiles[] = [];
  for (const posting of postings) results.push(...(await postMiles(ctx, kind, [posting])));
  return results;
}

async function postTogether(
  ctx: TxContext,
  kind: FlightLedgerKind,
  postings: readonly Posting[],
): Promise<PostedMiles[]> {
  const writtenByEvent = await writeLedgerEntries(
    ctx,
    postings.map(({ eventId, reservation }) => ({
      eventId,
      memberId: reservation.customerId,
      entries: ledgerEntries(kind, eventId, reservation),
    })),
  );
  const results = postings.map((posting) => {
    const written = writtenByEvent.get(posting.eventId);
    // The miles of an event that is in the list twice belong to its first place.
    writtenByEvent.delete(posting.eventId);
    return { posting, written };
  });
  await recordEvents(
    ctx,
    results.flatMap(({ posting, written }) => (written ? [mileageEvent(kind, posting, written)] : [])),
  );
  return results.map(({ posting, written }) => ({
    eventId: posting.eventId,
    miles: Math.abs(written?.deltaMiles ?? 0),
  }));
}

function mileageEvent(
  kind: FlightLedgerKind,
  { eventId, reservation }: Posting,
  { deltaMiles, balanceMiles, ledgerEntryIds }: WrittenEntries,
): NewEvent {
  const { customerId: memberId, reservationId, locator } = reservation;
  const change = { deltaMiles: Math.abs(deltaMiles), balanceMiles, ledgerEntryIds };
  const data = { memberId, reservationId, locator, ...change };
  const about = { correlationId: reservationId, causationId: eventId };
  return event(kind === "ACCRUAL" ? mileageIncreased : mileageDecreased, data, about);
}
