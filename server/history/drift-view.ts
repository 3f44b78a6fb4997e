import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { isKept } from "@/server/shared/event-log";
import { beyondCursor } from "@/server/shared/projection";
import { historyProjection } from "./catch-up-history";
import { differs, entriesOf } from "./entry-predicates";

const BATCH = 5_000;
const MAX_EXAMPLES = 20;

type Example = { eventId: string; name: string; problem: "MISSING" | "DIFFERENT" };

export type HistoryDrift = {
  /** Events that history has read. */
  events: number;
  /** Read and not in the timeline. */
  missing: number;
  /** In the timeline, but not as the event says. */
  different: number;
  /** In the timeline without an event, though the log has not forgotten it. */
  surplus: number;
  examples: Example[];
};

/** Compares the timeline with the events that it has been made of, row by row. */
export async function historyDrift(): Promise<HistoryDrift> {
  const drift: HistoryDrift = { events: 0, missing: 0, different: 0, surplus: 0, examples: [] };
  for (let after: After | undefined = { xid: "0", seq: "0" }; after; ) {
    const part: Part = await compare(after);
    drift.events += part.events;
    drift.missing += part.missing;
    drift.different += part.different;
    drift.examples.push(...part.examples.slice(0, MAX_EXAMPLES - drift.examples.length));
    after = part.events === BATCH ? part.last : undefined;
  }
  drift.surplus = await countSurplus();
  return drift;
}

type After = { xid: string; seq: string };
type Part = Omit<HistoryDrift, "surplus"> & { last: After };

/** Of the next events; the entries are made again by the expression that wrote them. */
async function compare({ xid, seq }: After): Promise<Part> {
  const { rows } = await database().execute<Part>(sql`
    with batch as materialized (
      select o.* from shared.outbox o
      where (o.xid, o.seq) > (${xid}::xid8, ${seq}::bigint) and not (${beyondCursor(historyProjection.name)})
        and o.name = any(${sql.param([...historyProjection.events])}::text[])
      order by o.xid, o.seq limit ${BATCH}),
    -- Of these alone an entry is made: an event that was set aside cannot be projected.
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
  return rows[0] as Part;
}

const numberOf = (problem: Example["problem"]): SQL =>
  sql`(select count(*)::int from problems where problem = ${problem})`;

async function countSurplus(): Promise<number> {
  const { rows } = await database().execute<{ surplus: number }>(
    sql`select count(*)::int as surplus from history.entries e
        where not exists (select from shared.outbox o where o.id = e.event_id)
          and ${isKept(sql`e.reservation_id`)}`,
  );
  return rows[0]?.surplus ?? 0;
}
