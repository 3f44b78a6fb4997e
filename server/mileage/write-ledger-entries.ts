import { sql } from "drizzle-orm";
import { accounts } from "@/db/schema/mileage";
import type { TxContext } from "@/server/shared/context";
import type { NewLedgerEntry } from "./ledger-entry-rules";

/** The entries that one event asks for, all of one member. */
type Booking = { eventId: string; memberId: string; entries: NewLedgerEntry[] };

export type Booked = { deltaMiles: number; balanceMiles: number; ledgerEntryIds: string[] };

/**
 * Writes entries into the ledger and moves balances by what was really written. An entry that is there already (the
 * same event again, also years later) is left alone. The ledger comes before the accounts, and each in one order, so
 * that two transactions never wait for each other in a circle.
 *
 * @returns what each event changed, by its id; nothing for one whose entries were all there. Balances of a member are
 * as if the events had come one after the other.
 */
export async function bookEntries(
  ctx: TxContext,
  bookings: readonly Booking[],
): Promise<Map<string, Booked>> {
  const written = await insertEntries(ctx, bookings);
  const changes = bookings.flatMap(({ eventId, memberId }) => {
    const own = written.get(eventId) ?? [];
    written.delete(eventId);
    const deltaMiles = own.reduce((sum, entry) => sum + entry.miles, 0);
    return own.length > 0 ? [{ eventId, memberId, deltaMiles, ids: own.map(({ id }) => id) }] : [];
  });
  const balances = await moveBalances(ctx, changes);
  const booked = new Map<string, Booked>();
  // From the newest balance backwards: each event sees it as it was right after.
  for (const { eventId, memberId, deltaMiles, ids } of changes.toReversed()) {
    const balanceMiles = balances.get(memberId) ?? 0;
    booked.set(eventId, { deltaMiles, balanceMiles, ledgerEntryIds: ids });
    balances.set(memberId, balanceMiles - deltaMiles);
  }
  return booked;
}

type Written = { id: string; miles: number };

const columns = sql.raw(`e(id uuid, "memberId" uuid, kind text, miles int, "reservationId" uuid, locator text,
  "segmentId" uuid, "passengerId" uuid, "passengerName" text, "cancelCause" text, designator text, origin text,
  destination text, "usableFrom" timestamptz, "expiresAt" timestamptz, "eventId" uuid)`);

/** The new entries by their event. */
async function insertEntries(
  { tx }: TxContext,
  bookings: readonly Booking[],
): Promise<Map<string, Written[]>> {
  const key = (entry: NewLedgerEntry) => `${entry.segmentId} ${entry.passengerId}`;
  const entries = bookings.flatMap((booking) => booking.entries).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const byEvent = new Map<string, Written[]>();
  if (entries.length === 0) return byEvent;
  // One parameter for all of them: a parameter per column and row costs the process more than the rest of the verb.
  const { rows } = await tx.execute<Written & { eventId: string }>(sql`
    insert into mileage.ledger (id, member_id, kind, miles, reservation_id, locator, segment_id, passenger_id,
      passenger_name, cancel_cause, designator, origin, destination, usable_from, expires_at, event_id)
    select id, "memberId", kind, miles, "reservationId", locator, "segmentId", "passengerId", "passengerName",
      "cancelCause", designator, origin, destination, "usableFrom", "expiresAt", "eventId"
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as ${columns}
    on conflict do nothing returning id, miles, event_id as "eventId"`);
  for (const { eventId, ...row } of rows) byEvent.set(eventId, [...(byEvent.get(eventId) ?? []), row]);
  return byEvent;
}

/** @returns the new balances by member. */
async function moveBalances(
  { tx }: TxContext,
  changes: readonly { memberId: string; deltaMiles: number }[],
): Promise<Map<string, number>> {
  const deltas = new Map<string, number>();
  for (const { memberId, deltaMiles } of changes)
    deltas.set(memberId, (deltas.get(memberId) ?? 0) + deltaMiles);
  if (deltas.size === 0) return new Map();
  const rows = await tx
    .insert(accounts)
    .values([...deltas].sort().map(([memberId, balanceMiles]) => ({ memberId, balanceMiles })))
    .onConflictDoUpdate({
      target: accounts.memberId,
      set: { balanceMiles: sql`${accounts.balanceMiles} + excluded.balance_miles`, updatedAt: sql`now()` },
    })
    .returning({ memberId: accounts.memberId, balanceMiles: accounts.balanceMiles });
  return new Map(rows.map((row) => [row.memberId, row.balanceMiles]));
}
