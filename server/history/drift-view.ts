import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { type RequestContext, requirePermissionOrSystem } from "@/server/shared/context";
import { isKept } from "@/server/shared/event-log";
import { beyondCursor, eventNamesOf } from "@/server/shared/projection";
import { historyProjection } from "./catch-up-history";
import { differs, entriesOf } from "./entry-predicates";
import { type DriftExample, type HistoryDrift, historyDriftView } from "./schemas";

const BATCH = 5_000;
const MAX_EXAMPLES = 20;

/**
 * Compares the timeline with the events that it was made of, row by row: for staff and the system.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function historyDrift(ctx: RequestContext): Promise<HistoryDrift> {
  requirePermissionOrSystem(ctx.actor, "operation.read");
  const drift: HistoryDrift = { events: 0, missing: 0, different: 0, surplus: 0, examples: [] };
  for (let after: Position | null = { xid: "0", seq: "0" }; after; ) {
    const part: BatchDrift = await compareBatch(after);
    drift.events += part.events;
    drift.missing += part.missing;
    drift.different += part.different;
    drift.examples.push(...part.examples.slice(0, MAX_EXAMPLES - drift.examples.length));
    after = part.events === BATCH ? part.last : null;
  }
  drift.surplus = await countSurplus();
  return drift;
}

/** A position in the event log. */
const position = z.strictObject({ xid: z.string(), seq: z.string() });
type Position = z.output<typeof position>;

/** `last`: the position of the last event of the batch; null for an empty batch. */
const batchDrift = historyDriftView.omit({ surplus: true }).extend({ last: position.nullable() });
type BatchDrift = z.output<typeof batchDrift>;

/** Compares the next batch of events. Their entries are made again by the expression that wrote them. */
async function compareBatch({ xid, seq }: Position): Promise<BatchDrift> {
  const { rows } = await database().execute(sql`
    with batch as materialized (
      select o.* from shared.outbox o
      where (o.xid, o.seq) > (${xid}::xid8, ${seq}::bigint) and not (${beyondCursor(historyProjection.name)})
        and o.name = any(${sql.param(eventNamesOf(historyProjection))}::text[])
      order by o.xid, o.seq limit ${BATCH}),
    -- Only these events can be made into entries: the statement fails for an event that was parked.
    present as materialized (
      select b.* from batch b where exists (select from history.entries e where e.event_id = b.id)),
    problems as materialized (
      select b.id, b.name, 'MISSING' as problem from batch b
        where not exists (select from history.entries e where e.event_id = b.id)
      union all select made.event_id, made.name, 'DIFFERENT' from (${entriesOf(sql`present`)}) made
        join history.entries e on e.event_id = made.event_id where ${differs("made")})
    select (select count(*)::int from batch) as events, ${numberOf("MISSING")} as missing,
      ${numberOf("DIFFERENT")} as different,
      (select jsonb_build_object('xid', xid::text, 'seq', seq::text) from batch
        order by xid desc, seq desc limit 1) as last,
      (select coalesce(jsonb_agg(jsonb_build_object('eventId', id, 'name', name, 'problem', problem)
        order by id), '[]') from (select * from problems order by id limit ${MAX_EXAMPLES}) x) as examples`);
  return batchDrift.parse(rows[0]);
}

const numberOf = (problem: DriftExample["problem"]): SQL =>
  sql`(select count(*)::int from problems where problem = ${problem})`;

async function countSurplus(): Promise<number> {
  const { rows } = await database().execute<{ surplus: number }>(
    sql`select count(*)::int as surplus from history.entries e
        where not exists (select from shared.outbox o where o.id = e.event_id)
          and ${isKept(sql`e.reservation_id`)}`,
  );
  return rows[0]?.surplus ?? 0;
}
