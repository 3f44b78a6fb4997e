import type { Pool } from "pg";
import { errorText } from "@/server/shared/error-facts";
import { Alarm } from "./alarm";
import { nextCronRun } from "./cron";
import { run, type Statement } from "./database";
import type { Trigger } from "./ingest";
import type { ServerOptions } from "./options";
import type { Registry } from "./registry";
import { ulid } from "./ulid";

const DUE_CRONS: Statement = {
  name: "due_crons",
  // As text: a Date would cut the microseconds off, and MOVE_CRON would not find the row again.
  text: "select function_id, expression, next_at::text as at from cron where next_at <= now()",
};

const MOVE_CRON: Statement = {
  name: "move_cron",
  text: "update cron set next_at = $4 where function_id = $1 and expression = $2 and next_at = $3::timestamptz",
};

const BATCH_GROUPS: Statement = {
  name: "batch_groups",
  text: `
select function_id, key, count(*)::int as size,
  greatest(0, extract(epoch from min(due_at) - clock_timestamp()) * 1000)::float8 as due_in_ms
from batched group by function_id, key`,
};

/** Makes a run of the oldest entries of one group. */
const FLUSH_BATCH: Statement = {
  name: "flush_batch",
  text: `
with taken as (
  delete from batched where id in (
    select id from batched where function_id = $1 and key = $2 order by id limit $3 for update skip locked)
  returning id, event
), new_run as (
  insert into run (id, function_id, events)
  select $4, $1, array_agg(event order by id) from taken having count(*) > 0 returning id
)
insert into job (run_id, kind, limits) select id, 'discover', $5::text[] from new_run`,
};

interface Parts {
  db: Pool;
  options: Pick<ServerOptions, "pollMs" | "log">;
  registry: Registry;
  accept: (triggers: Trigger[]) => Promise<void>;
  /** New runs were stored. */
  wake: () => void;
}

export interface Timers {
  /** Looks at once, because batch entries were stored or crons registered. */
  look(): void;
  stop(): Promise<void>;
}

/** Starts the runs of cron triggers and of batches that are full or old enough. */
export function startTimers(parts: Parts): Timers {
  const { options } = parts;
  const alarm = new Alarm();
  let stopping = false;

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        await fireCrons(parts);
        const nextMs = await flushBatches(parts);
        if (nextMs !== null) alarm.ringIn(nextMs);
      } catch (error) {
        options.log(`timers: ${errorText(error)}`);
      }
      await alarm.wait(options.pollMs * 2);
    }
  }
  const looping = loop();
  return {
    look: () => alarm.ring(),
    async stop() {
      stopping = true;
      alarm.stop();
      await looping;
    },
  };
}

/** Runs a cron that is due; one that was missed while the server was away runs once. A repeated firing has no effect. */
async function fireCrons({ db, registry, accept }: Parts): Promise<void> {
  const { rows } = await run<{ function_id: string; expression: string; at: string }>(db, DUE_CRONS, []);
  for (const { function_id, expression, at } of rows) {
    const fn = registry.get(function_id);
    if (fn) {
      const key = `cron:${function_id}:${expression}:${at}`;
      const data = { cron: expression };
      const event = { id: ulid(), name: "inngest/scheduled.timer", data, ts: Date.now() };
      await accept([{ key, event, functions: [fn] }]);
    }
    await run(db, MOVE_CRON, [function_id, expression, at, nextCronRun(expression, new Date())]);
  }
}

/** Returns the milliseconds until the next batch is old enough, or null when none waits. */
async function flushBatches({ db, registry, wake }: Parts): Promise<number | null> {
  type Group = { function_id: string; key: string; size: number; due_in_ms: number };
  const { rows } = await run<Group>(db, BATCH_GROUPS, []);
  let nextMs: number | null = null;
  for (const group of rows) {
    const fn = registry.get(group.function_id);
    // The function is gone or no longer batched: its events run one by one.
    const maxSize = fn?.batch?.maxSize ?? 1;
    let left = group.size;
    while (left >= maxSize || (left > 0 && group.due_in_ms === 0)) {
      const limits = (fn?.concurrency ?? []).map(
        ({ limit }, index) => `${limit}:${group.function_id}:${index}:`,
      );
      await run(db, FLUSH_BATCH, [group.function_id, group.key, maxSize, ulid(), limits]);
      left -= maxSize;
      wake();
    }
    if (left > 0) nextMs = Math.min(nextMs ?? group.due_in_ms, group.due_in_ms);
  }
  return nextMs;
}
