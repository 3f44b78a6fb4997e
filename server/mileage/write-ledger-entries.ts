import { sql } from "drizzle-orm";
import { accounts } from "@/db/schema/mileage";
import type { TxContext } from "@/server/shared/context";
import type { NewLedgerEntry } from "./ledger-entry-rules";

/** The entries of one event. They belong to one member. */
type EventEntries = { eventId: string; memberId: string; entries: NewLedgerEntry[] };

/** What was written for one event. `balanceMiles` is the balance after it; the other sums are zero or more. */
export type WrittenEntries = {
  earnedMiles: number;
  takenBackMiles: number;
  balanceMiles: number;
  ledgerEntryIds: string[];
};

/**
 * Writes entries into the ledger, and changes each balance by the sum of its new entries. Entries that exist already
 * (the same event again) are left as they are. Ledger rows are locked before accounts, and each table in one order, so
 * that transactions cannot deadlock.
 *
 * @returns what was written, by event id; events without a new entry are missing. The balances are those after each
 *   event, as if the events had come one after the other.
 */
export async function writeLedgerEntries(
  ctx: TxContext,
  events: readonly EventEntries[],
): Promise<Map<string, WrittenEntries>> {
  const written = await insertEntries(ctx, events);
  const changes = events.flatMap(({ eventId, memberId }) => {
    const own = written.get(eventId) ?? [];
    written.delete(eventId);
    const sum = (list: readonly NewRow[]) => list.reduce((total, entry) => total + entry.miles, 0);
    const earnedMiles = sum(own.filter(({ miles }) => miles > 0));
    const deltaMiles = sum(own);
    const moved = { earnedMiles, takenBackMiles: earnedMiles - deltaMiles };
    return own.length > 0 ? [{ eventId, memberId, deltaMiles, moved, ids: own.map(({ id }) => id) }] : [];
  });
  const balances = await changeBalances(ctx, changes);
  const results = new Map<string, WrittenEntries>();
  // Backwards from the new balance: each event gets the balance right after it.
  for (const { eventId, memberId, deltaMiles, moved, ids } of changes.toReversed()) {
    const balanceMiles = balances.get(memberId) ?? 0;
    results.set(eventId, { ...moved, balanceMiles, ledgerEntryIds: ids });
    balances.set(memberId, balanceMiles - deltaMiles);
  }
  return results;
}

type NewRow = { id: string; miles: number };

const columns = sql.raw(`e(id uuid, "memberId" uuid, kind text, miles int, "reservationId" uuid, locator text,
  "segmentId" uuid, "passengerId" uuid, "passengerName" text, "cancelCause" text, designator text, origin text,
  destination text, "usableFrom" timestamptz, "expiresAt" timestamptz, "eventId" uuid)`);

/** Inserts the entries that do not exist yet. @returns the new rows by event id. */
async function insertEntries(
  { tx }: TxContext,
  events: readonly EventEntries[],
): Promise<Map<string, NewRow[]>> {
  const key = (entry: NewLedgerEntry) => `${entry.segmentId} ${entry.passengerId}`;
  const entries = events.flatMap((event) => event.entries).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const byEvent = new Map<string, NewRow[]>();
  if (entries.length === 0) return byEvent;
  // One parameter for all entries: a parameter per column and row costs more than the rest of the verb.
  const { rows } = await tx.execute<NewRow & { eventId: string }>(sql`
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
async function changeBalances(
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
