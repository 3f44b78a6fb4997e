import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, type TxContext, transaction } from "./context";
import { log } from "./log";

/** A position in the outbox: after the row with this `(xid, seq)`. Both are text, because they may exceed 2^53. */
export type Cursor = { xid: string; seq: string };

/** How many rows of other events are read again at each look before the cursor moves past them. */
const MAX_UNWANTED_ROWS = 500;

export const namesIn = (events: readonly string[]): SQL => sql`any(${sql.param([...events])}::text[])`;

/**
 * True for the rows `o` of shared.outbox whose transaction is older than all open transactions. No new row can appear
 * among them, so that a reader in the order (xid, seq) misses none.
 */
export const isSettled = sql`o.xid < pg_snapshot_xmin(pg_current_snapshot())`;

/** True for the rows `o` of shared.outbox that the projection has not read yet. */
export const beyondCursor = (projection: string): SQL => sql`(o.xid, o.seq) >
  (select c.xid, c.seq from shared.projection_cursors c where c.projection = ${projection})`;

/** True when there are visible events that are not settled yet, because an older transaction is open. */
export const hasHeldEvents = (events: readonly string[]): SQL => sql`exists (
  select from shared.outbox o
  where o.xid >= pg_snapshot_xmin(pg_current_snapshot()) and o.name = ${namesIn(events)})`;

type Look = { known: boolean; work: boolean; held: boolean; restored: boolean };

/**
 * Looks for events after the cursor, without a lock and without a write, because most passes find nothing. A projection
 * that has no cursor yet gets one.
 */
export async function lookBeyondCursor(projection: string, events: readonly string[]): Promise<Look> {
  const { rows } = await database().execute<Look>(sql`
    with beyond as (
      select o.name from shared.outbox o where ${beyondCursor(projection)} and ${isSettled}
      order by o.xid, o.seq limit ${MAX_UNWANTED_ROWS})
    select exists (select from shared.projection_cursors c where c.projection = ${projection}) as known,
      exists (select from beyond where name = ${namesIn(events)})
        or (select count(*) = ${MAX_UNWANTED_ROWS}::int from beyond) as work,
      ${hasHeldEvents(events)} as held, ${isRestored} as restored`);
  const look = rows[0] as Look;
  if (look.known) return look;
  await database().execute(sql`
    insert into shared.projection_cursors (projection, xid, seq) values (${projection}, '0', 0)
    on conflict do nothing`);
  return lookBeyondCursor(projection, events);
}

/**
 * True when the database was restored from another cluster. Each cluster numbers its transactions. Restored events and
 * cursors may have numbers that this cluster has not reached: such events would stay unread, and such cursors would skip
 * new events.
 */
const isRestored = sql`(
  exists (select from shared.outbox where xid >= pg_snapshot_xmax(pg_current_snapshot()))
  or exists (select from shared.projection_cursors where xid > pg_snapshot_xmax(pg_current_snapshot())))`;

/** Gives the events of another cluster the lowest transaction number, and resets all projections. */
export async function adoptRestoredEvents(ctx: RequestContext): Promise<void> {
  await transaction(ctx, async ({ tx }) => {
    // It may update every row of the log, and no projection can continue before it has finished.
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`select from shared.projection_cursors order by projection for update`);
    const { rows } = await tx.execute<{ restored: boolean }>(sql`select ${isRestored} as restored`);
    if (!rows[0]?.restored) return;
    const { rowCount } = await tx.execute(sql`
      update shared.outbox set xid = '0' where xid >= pg_snapshot_xmax(pg_current_snapshot())`);
    await tx.execute(
      sql`update shared.projection_cursors set xid = '0', seq = 0, moved_at = clock_timestamp()`,
    );
    log.warn({ events: rowCount }, "the event log was restored from another cluster: all is projected again");
  });
}

/** Reads the cursor of a projection and locks it until the transaction ends. */
export async function lockCursor({ tx }: TxContext, projection: string): Promise<Cursor> {
  const { rows } = await tx.execute<Cursor>(sql`
    select xid::text, seq::text from shared.projection_cursors where projection = ${projection} for update`);
  const [cursor] = rows;
  if (!cursor) throw new Error(`there is no projection ${projection}`);
  return cursor;
}

/** Moves the cursor past one row, unless it was moved since `from` was read. */
export async function moveCursor(projection: string, from: Cursor, to: Cursor): Promise<void> {
  await database().execute(sql`
    update shared.projection_cursors set xid = ${to.xid}::xid8, seq = ${to.seq}::bigint, moved_at = now()
    where projection = ${projection} and (xid, seq) = (${from.xid}::xid8, ${from.seq}::bigint)`);
}

/** Sets the cursor to the start of the log, so that the projection is rebuilt. */
export async function resetProjection({ tx }: TxContext, projection: string): Promise<void> {
  await tx.execute(sql`
    update shared.projection_cursors set xid = '0', seq = 0, moved_at = now() where projection = ${projection}`);
}

/** Moves the cursor back before one event, so that this event and all later ones are read again. */
export async function rewindProjection(
  { tx }: TxContext,
  projection: string,
  eventId: string,
): Promise<void> {
  await tx.execute(sql`
    update shared.projection_cursors c set xid = o.xid, seq = o.seq - 1, moved_at = now()
    from shared.outbox o
    where c.projection = ${projection} and o.id = ${eventId} and (o.xid, o.seq) <= (c.xid, c.seq)`);
}
