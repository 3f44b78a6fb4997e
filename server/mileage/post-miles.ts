import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { type NewEvent, recordEvents } from "@/server/shared/outbox";
import {
  type ChangedFlights,
  exchangeEntries,
  type FlightLedgerKind,
  ledgerEntries,
  type MilesReservation,
} from "./ledger-entry-rules";
import { type WrittenEntries, writeLedgerEntries } from "./write-ledger-entries";

/** An event about a reservation whose miles are to be posted. EXCHANGE: it takes some back and credits others. */
export type Posting = { eventId: string } & (
  | { kind: FlightLedgerKind; reservation: Exclude<MilesReservation, ChangedFlights> }
  | { kind: "EXCHANGE"; reservation: ChangedFlights }
);

/** The miles that were posted for an event, in either direction, as a positive number; or the error that prevented it. */
export type PostedMiles = { eventId: string; miles: number } | { eventId: string; error: string };

/** What is told of posted miles, beside what is special to the kind: the member's balance and the ledger's entries. */
type MilesFacts = { memberId: string; reservationId: string; locator: string } & Pick<
  WrittenEntries,
  "balanceMiles" | "ledgerEntryIds"
>;

/** Makes the event that tells of a posting. Each verb has one of its own. */
export type MileageEvent<P extends Posting> = (
  facts: MilesFacts,
  written: WrittenEntries,
  about: { correlationId: string; causationId: string },
  posting: P,
) => NewEvent;

/**
 * Posts the miles of reservations to their members' accounts (ACCRUAL), takes them back (REVERSAL) or both (EXCHANGE), all
 * in one transaction. If that fails, each posting gets a transaction of its own, so that a bad one fails alone.
 *
 * @param toEvent makes the event of a posting that moved miles.
 * @returns one result per posting, in their order; 0 miles when they were posted before.
 */
export async function postMiles<P extends Posting>(
  ctx: RequestContext,
  postings: readonly P[],
  toEvent: MileageEvent<P>,
): Promise<PostedMiles[]> {
  try {
    return await transaction(ctx, (tx) => postTogether(tx, postings, toEvent));
  } catch (error) {
    const [only, ...others] = postings;
    if (only && others.length === 0) return [{ eventId: only.eventId, error: errorText(error) }];
  }
  const results: PostedMiles[] = [];
  for (const posting of postings) results.push(...(await postMiles(ctx, [posting], toEvent)));
  return results;
}

async function postTogether<P extends Posting>(
  ctx: TxContext,
  postings: readonly P[],
  toEvent: MileageEvent<P>,
): Promise<PostedMiles[]> {
  const writtenByEvent = await writeLedgerEntries(
    ctx,
    postings.map((posting) => ({
      eventId: posting.eventId,
      memberId: posting.reservation.customerId,
      entries: entriesOf(posting),
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
    results.flatMap(({ posting, written }) => (written ? [mileageEvent(posting, written, toEvent)] : [])),
  );
  return results.map(({ posting, written }) => ({
    eventId: posting.eventId,
    miles: (written?.earnedMiles ?? 0) + (written?.takenBackMiles ?? 0),
  }));
}

const entriesOf = (posting: Posting) =>
  posting.kind === "EXCHANGE"
    ? exchangeEntries(posting.eventId, posting.reservation)
    : ledgerEntries(posting.kind, posting.eventId, posting.reservation);

function mileageEvent<P extends Posting>(
  posting: P,
  written: WrittenEntries,
  toEvent: MileageEvent<P>,
): NewEvent {
  const { customerId: memberId, reservationId, locator } = posting.reservation;
  const { balanceMiles, ledgerEntryIds } = written;
  const about = { correlationId: reservationId, causationId: posting.eventId };
  return toEvent({ memberId, reservationId, locator, balanceMiles, ledgerEntryIds }, written, about, posting);
}
