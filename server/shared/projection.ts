import { type SQL, sql } from "drizzle-orm";
import { type RequestContext, type TxContext, transaction } from "./context";
import { databaseErrorOf } from "./errors";
import type { ReadEvent } from "./events";
import { log } from "./log";
import {
  adoptRestoredEvents,
  type Cursor,
  hasHeldEvents,
  isSettled,
  lockCursor,
  lookBeyondCursor,
  moveCursor,
  namesIn,
} from "./projection-cursor";
import { isTracing } from "./trace";
import { noteProjected, type TracedEvent } from "./trace-events";

export { beyondCursor, resetProjection, rewindProjection } from "./projection-cursor";

/**
 * A view that is derived only from events. It reads the outbox by its own cursor, in the order (xid, seq) of the
 * transactions that recorded the events (docs/decisions/0024-catch-up-projections.md).
 */
export type Projection = {
  /** Its row in shared.projection_cursors. */
  name: string;
  /** The events that it reads, with the fields that `write` uses. A release that adds one has to reset the cursor. */
  events: readonly ReadEvent[];
  /** One INSERT from `batch`, which has rows of shared.outbox. It must be idempotent. */
  write: SQL;
};

/** The names of the events that a projection reads. */
export const eventNamesOf = ({ events }: Pick<Projection, "events">): string[] =>
  events.map(({ name }) => name);

/** An event that a projection cannot process. */
export type PoisonRow = {
  projection: string;
  eventId: string;
  name: string;
  version: number;
  correlationId: string;
  causationId: string | null;
  occurredAt: string;
  data: unknown;
};

export type CatchUpOptions = {
  /** The most rows of one pass. */
  limit?: number;
  /** Parks an event before the cursor skips it. May be called twice for one event. */
  onPoison: (row: PoisonRow, error: Error) => Promise<void>;
};

export type CaughtUp = {
  /** Rows that this pass wrote. */
  projected: number;
  /** The next pass will find more. */
  more: boolean;
  /** Recorded events wait for an older open transaction; another pass in some milliseconds may find them. */
  held: boolean;
};

const LIMIT = 200;
/** The most rows of other events that one pass skips, so that its statement does not time out. */
const MAX_SKIPPED_ROWS = 10_000;

/**
 * Projects the next events and moves the cursor, in one transaction. When neither `more` nor `held` is true, all events
 * that were committed before the call are projected. An event whose data the statement refuses goes to `onPoison` and is
 * skipped.
 *
 * @throws any other error of the database; then nothing was written and the cursor did not move.
 */
export async function catchUp(
  ctx: RequestContext,
  projection: Projection,
  { limit = LIMIT, onPoison }: CatchUpOptions,
): Promise<CaughtUp> {
  let look = await lookBeyondCursor(projection.name, eventNamesOf(projection));
  if (look.restored) {
    await adoptRestoredEvents(ctx);
    look = await lookBeyondCursor(projection.name, eventNamesOf(projection));
  }
  if (!look.work) return { projected: 0, more: false, held: look.held };
  try {
    const startedAt = new Date();
    const { traced, ...pass } = await transaction(ctx, async (tx) =>
      projectBatch(tx, projection, await lockCursor(tx, projection.name), limit),
    );
    if (traced) noteProjected(projection.name, traced, startedAt);
    return pass;
  } catch (error) {
    if (!isDataError(error)) throw error;
  }
  return projectOneByOne(ctx, projection, limit, onPoison);
}

/** The rows of the batch that were recorded in a sampled trace; nothing without tracing. */
const tracedRows = () =>
  isTracing()
    ? sql`, (select coalesce(json_agg(json_build_object('eventId', id, 'name', name,
        'correlationId', correlation_id, 'traceparent', traceparent)), '[]')
        from batch where traceparent like '%-01') as traced`
    : sql``;

/** One statement selects the batch, writes it and moves the cursor, so that no row's data passes through JavaScript. */
async function projectBatch(
  { tx }: TxContext,
  projection: Projection,
  cursor: Cursor,
  limit: number,
): Promise<CaughtUp & { traced?: TracedEvent[] }> {
  const { name, write } = projection;
  const events = eventNamesOf(projection);
  const { rows } = await tx.execute<CaughtUp & { traced?: TracedEvent[] }>(sql`
    with batch as materialized (${nextRows(events, cursor, limit)}),
    written as (${write}),
    counted as (select count(*)::int as rows, count(*) = ${limit}::int as is_full from batch),
    reached as (
      (select 1 as choice, xid, seq from batch where (select is_full from counted)
        order by xid desc, seq desc limit 1)
      union all (select 2, o.xid, o.seq from shared.outbox o
        where (select not is_full from counted) and ${isAfter(cursor)} and ${isSettled}
        order by o.xid, o.seq offset ${MAX_SKIPPED_ROWS - 1} limit 1)
      -- All settled rows have been read.
      union all select 3, pg_snapshot_xmin(pg_current_snapshot()), 0),
    target as (select * from reached order by choice limit 1),
    moved as (
      update shared.projection_cursors c set xid = t.xid, seq = t.seq, moved_at = now() from target t
      where c.projection = ${name} and (t.xid, t.seq) > (c.xid, c.seq))
    select (select rows from counted) as projected, (select choice < 3 from target) as more,
      ${hasHeldEvents(events)} as held${tracedRows()}`);
  return rows[0] as CaughtUp;
}

const isAfter = ({ xid, seq }: Cursor) => sql`(o.xid, o.seq) > (${xid}::xid8, ${seq}::bigint)`;

/** The names are compared outside of the index walk, so that the walk ends with the last row of the limit. */
const nextRows = (events: readonly string[], cursor: Cursor, limit: number) => sql`
  select * from (
    select * from shared.outbox o where ${isAfter(cursor)} and ${isSettled}
    order by o.xid, o.seq limit ${MAX_SKIPPED_ROWS}) o
  where o.name = ${namesIn(events)} order by o.xid, o.seq limit ${limit}`;

/** After a failed batch: writes rows one by one until one fails. That row is the poison row. */
async function projectOneByOne(
  ctx: RequestContext,
  projection: Projection,
  limit: number,
  onPoison: CatchUpOptions["onPoison"],
): Promise<CaughtUp> {
  for (let projected = 0; ; ) {
    const tried: { next?: Next | undefined } = {};
    try {
      const pass = await transaction(ctx, async (tx) => {
        const cursor = await lockCursor(tx, projection.name);
        tried.next = await nextRow(tx, projection, cursor);
        return projectBatch(tx, projection, cursor, 1);
      });
      projected += pass.projected;
      if (!pass.more || projected >= limit) return { ...pass, projected };
    } catch (error) {
      if (!tried.next || !isDataError(error)) throw error;
      const { cursor, position, row } = tried.next;
      log.warn({ projection: projection.name, eventId: row.eventId, name: row.name }, "an event is parked");
      await onPoison(row, databaseErrorOf(error) ?? (error as Error));
      await moveCursor(projection.name, cursor, position);
      return { projected, more: true, held: false };
    }
  }
}

type Next = { cursor: Cursor; position: Cursor; row: PoisonRow };

async function nextRow({ tx }: TxContext, wanted: Projection, cursor: Cursor): Promise<Next | undefined> {
  const projection = wanted.name;
  const { rows } = await tx.execute<Omit<PoisonRow, "projection"> & Cursor>(sql`
    select xid::text, seq::text, id as "eventId", name, version, correlation_id as "correlationId",
      causation_id as "causationId", occurred_at as "occurredAt", data
    from (${nextRows(eventNamesOf(wanted), cursor, 1)}) o`);
  const [found] = rows;
  if (!found) return undefined;
  const { xid, seq, ...row } = found;
  const occurredAt = new Date(row.occurredAt).toISOString();
  return { cursor, position: { xid, seq }, row: { projection, ...row, occurredAt } };
}

/** True for an error of the data: a cast failed or a value is missing. A retry does not help. */
const isDataError = (error: unknown): boolean => /^2[23]/.test(databaseErrorOf(error)?.code ?? "");
