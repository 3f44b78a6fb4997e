import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { event, type NewEvent, recordEvents } from "@/server/shared/outbox";
import { type Booked, bookEntries } from "./write-ledger-entries";
import { mileageDecreased, mileageIncreased } from "./events";
import { ledgerEntries, type MilesReservation } from "./ledger-entry-rules";

type Kind = "ACCRUAL" | "REVERSAL";
type Change = { eventId: string; reservation: MilesReservation };

/** How many miles an event has moved, always as a positive number; or why it could not. */
export type MilesMoved = { eventId: string; miles: number } | { eventId: string; error: string };

/**
 * Credits or takes back the miles of reservations, all in one transaction. When that fails each is tried in a
 * transaction of its own, so that a bad one fails by itself.
 *
 * @returns one result per change, in their order; 0 miles for one that had been booked before.
 */
export async function moveMiles(
  ctx: RequestContext,
  kind: Kind,
  changes: readonly Change[],
): Promise<MilesMoved[]> {
  try {
    return await transaction(ctx, (tx) => moveTogether(tx, kind, changes));
  } catch (error) {
    const [only, ...others] = changes;
    if (only && others.length === 0) return [{ eventId: only.eventId, error: errorText(error) }];
  }
  const results: MilesMoved[] = [];
  for (const change of changes) results.push(...(await moveMiles(ctx, kind, [change])));
  return results;
}

async function moveTogether(ctx: TxContext, kind: Kind, changes: readonly Change[]): Promise<MilesMoved[]> {
  const booked = await bookEntries(
    ctx,
    changes.map(({ eventId, reservation }) => ({
      eventId,
      memberId: reservation.customerId,
      entries: ledgerEntries(kind, eventId, reservation),
    })),
  );
  const moved = changes.map((change) => {
    const own = booked.get(change.eventId);
    // An event that is in the list twice has moved them once.
    booked.delete(change.eventId);
    return { change, own };
  });
  await recordEvents(
    ctx,
    moved.flatMap(({ change, own }) => (own ? [changeEvent(kind, change, own)] : [])),
  );
  return moved.map(({ change, own }) => ({
    eventId: change.eventId,
    miles: Math.abs(own?.deltaMiles ?? 0),
  }));
}

function changeEvent(kind: Kind, { eventId, reservation }: Change, booked: Booked): NewEvent {
  const { customerId: memberId, reservationId, locator } = reservation;
  const data = { memberId, reservationId, locator, ...booked, deltaMiles: Math.abs(booked.deltaMiles) };
  const about = { correlationId: reservationId, causationId: eventId };
  return event(kind === "ACCRUAL" ? mileageIncreased : mileageDecreased, data, about);
}
