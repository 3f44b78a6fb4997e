import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, type TxContext, transaction } from "./context";
import { log } from "./log";

/** A place in the outbox: after the row with this `(xid, seq)`. As text, since both may exceed 2^53. */
export type Cursor = { xid: string; seq: string };

/** Rows of other events that are read again at each look before the cursor is moved past them. */
const MAX_UNWANTED_ROWS = 500;

export const namesIn = (events: readonly string[]): SQL => sql`any(${sql.param([...events])}::text[])`;

/**
 * True for the rows `o` of shared.outbox that a transaction recorded which no running one is older than. No
 * row can still appear among them, so that whoever has read them in the order (xid, seq) has missed none.
 */
export const isSettled = sql`o.xid < pg_snapshot_xmin(pg_current_snapshot())`;

/** True for the rows `o` of shared.outbox that the projection has not read yet. */
export const beyondCursor = (projection: string): SQL => sql`(o.xid, o.seq) >
  (select c.xid, c.seq from shared.projection_cursors c where c.projection = ${projection})`;

/** True when an event `o` that another transaction holds back is visible already. */
export const hasHeldEvents = (events: readonly string[]): SQL => sql`exists (
  select from shared.outbox o
  where o.xid >= pg_snapshot_xmin(pg_current_snapshot()) and o.name = ${namesIn(events)})`;

type Look = { known: boolean; work: boolean; held: boolean; restored: boolean };

/**
 * What a projection would find, without a lock and without a write: most passes find nothing. A projection
 * that is looked at for the first time gets its cursor.
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
 * Transactions are numbered by the cluster. In one that a dump was restored into, events and cursors have
 * numbers that it has not reached: they would stay invisible, or hide what is recorded from now on.
 */
const isRestored = sql`(
  exists (select from shared.outbox where xid >= pg_snapshot_xmax(pg_current_snapshot()))
  or exists (select from shared.projection_cursors where xid > pg_snapshot_xmax(pg_current_snapshot())))`;

/** Gives the events of another cluster the lowest number, and lets every projection begin again. */
export async function adoptRestoredEvents(ctx: RequestContext): Promise<void> {
  await transaction(ctx, async ({ tx }) => {
    // As many rows as the log is long; nobody can project anything before it is done.
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

/** The projection's cursor, locked until the transaction ends: of two that catch up one waits. */
export async function lockCursor({ tx }: TxContext, projection: string): Promise<Cursor> {
  const { rows } = await tx.execute<Cursor>(sql`
    select xid::text, seq::text from shared.projection_cursors where projection = ${projection} for update`);
  const [cursor] = rows;
  if (!cursor) throw new Error(`there is no projection ${projection}`);
  return cursor;
}

/** Moves the cursor past one row, unless it was moved since it was read. */
export async function moveCursor(projection: string, from: Cursor, to: Cursor): Promise<void> {
  await database().execute(sql`
    update shared.projection_cursors set xid = ${to.xid}::xid8, seq = ${to.seq}::bigint, moved_at = now()
    where projection = ${projection} and (xid, seq) = (${from.xid}::xid8, ${from.seq}::bigint)`);
}

/** Lets a projection read the whole event log again: a rebuild, once it has caught up. */
export async function resetProjection({ tx }: TxContext, projection: string): Promise<void> {
  await tx.execute(sql`
    update shared.projection_cursors set xid = '0', seq = 0, moved_at = now() where projection = ${projection}`);
}

/** Lets a projection read one event again, and all that were recorded after it. */
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
