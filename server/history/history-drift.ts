import { isDeepStrictEqual } from "node:util";
import { inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { entries } from "@/db/schema/history";
import { isKept, readEventLog } from "@/server/shared/event-log";
import type { OutboxRow } from "@/server/shared/outbox";
import { type Entry, entryOf } from "./entry";
import { categoryOf } from "./events";

const BATCH = 1_000;
const MAX_EXAMPLES = 20;

export type HistoryDrift = {
  events: number;
  /** Published a while ago and not in the timeline. */
  missing: number;
  /** In the timeline, but not as the event says. */
  different: number;
  /** In the timeline without an event, though the log has not forgotten it. */
  surplus: number;
  examples: { eventId: string; name: string; problem: "MISSING" | "DIFFERENT" }[];
};

/**
 * Compares the timeline with the event log, row by row. Events published within the last `graceSeconds`
 * may still be on their way.
 */
export async function historyDrift(graceSeconds = 60): Promise<HistoryDrift> {
  const names = [...categoryOf.keys()];
  const drift: HistoryDrift = { events: 0, missing: 0, different: 0, surplus: 0, examples: [] };
  const settledBefore = Date.now() - graceSeconds * 1_000;
  for (let after = 0; ; ) {
    const rows = await readEventLog(names, after, BATCH);
    const last = rows.at(-1);
    if (!last) break;
    await compare(rows, settledBefore, drift);
    drift.events += rows.length;
    after = last.seq;
  }
  drift.surplus = await countSurplus();
  return drift;
}

async function compare(rows: OutboxRow[], settledBefore: number, drift: HistoryDrift): Promise<void> {
  const ids = rows.map((row) => row.id);
  const found = await database().select().from(entries).where(inArray(entries.eventId, ids));
  const byId = new Map(found.map(({ projectedAt, ...entry }) => [entry.eventId, entry as Entry]));
  for (const row of rows) {
    const entry = byId.get(row.id);
    if (!entry && (row.publishedAt?.getTime() ?? Date.now()) > settledBefore) continue;
    if (entry && isDeepStrictEqual(entry, entryOf({ ...row, eventId: row.id }))) continue;
    const problem = entry ? "DIFFERENT" : "MISSING";
    drift[entry ? "different" : "missing"] += 1;
    if (drift.examples.length < MAX_EXAMPLES)
      drift.examples.push({ eventId: row.id, name: row.name, problem });
  }
}

async function countSurplus(): Promise<number> {
  const { rows } = await database().execute<{ surplus: number }>(
    sql`select count(*)::int as surplus from history.entries e
        where not exists (select from shared.outbox o where o.id = e.event_id)
          and ${isKept(sql`e.reservation_id`)}`,
  );
  return rows[0]?.surplus ?? 0;
}
