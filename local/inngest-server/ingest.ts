import canonicalize from "canonicalize";
import { type Queryable, run, type Statement } from "./database";
import { keyOf } from "./expression";
import type { FunctionConfig } from "./function-config";
import { firstJob, type Job } from "./job";
import { MAX_DELAY_MS } from "./time";
import { ulid } from "./ulid";

export interface InngestEvent {
  id: string;
  name: string;
  data: unknown;
  ts: number;
  [other: string]: unknown;
}

/** An event with the functions it triggers. `key`: seen within 24 h means that it triggers nothing. */
export interface Trigger {
  key: string;
  event: InngestEvent;
  functions: FunctionConfig[];
  /** True: a batch takes the event although its key was seen, as the official server does for keys of the sender. */
  batchAgain?: boolean;
}

export interface Ingested {
  /** First calls of new runs that were stored as already leased, to be made at once. */
  started: Job[];
  /** True when the claim loop has new jobs to claim. `batched`: the batch timer has new entries. */
  waiting: boolean;
  batched: boolean;
}

/** Event, runs, jobs and batch entries in one statement; a duplicate event yields none of them. */
const INGEST: Statement = {
  name: "ingest",
  text: `
with fresh as (
  insert into event (key, id, name) select * from unnest($1::text[], $2::text[], $3::text[])
  on conflict (key) do update set id = excluded.id, name = excluded.name, received_at = now()
    where event.received_at < now() - interval '24 hours'
  returning key
), new_batched as (
  insert into batched (function_id, key, event, due_at)
  select b.function_id, b.batch_key, b.event, now() + b.timeout_ms * interval '1 ms'
  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::float8[], $16::boolean[])
    as b(event_key, function_id, batch_key, event, timeout_ms, again)
  where b.again or b.event_key in (select key from fresh)
  returning 1
), wanted as (
  select r.* from unnest($9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::float8[], $15::boolean[])
    as r(event_key, id, function_id, event, limits, delay_ms, leased) join fresh on fresh.key = r.event_key
), new_run as (
  insert into run (id, function_id, events) select id, function_id, array[event] from wanted
), new_job as (
  insert into job (run_id, kind, limits, leased, generation, run_at)
  select id, 'discover', coalesce(string_to_array(nullif(limits, ''), e'\\n'), '{}'), leased, leased::int,
    now() + delay_ms * interval '1 ms' from wanted
  returning id, run_id, leased
)
select id, run_id, leased, (select count(*) from new_batched) > 0 as batched from new_job
union all select null, null, null, true from new_batched where not exists (select from new_job)`,
};

interface BatchEntry {
  key: string;
  fn: string;
  group: string;
  event: string;
  timeoutMs: number;
  again: boolean;
}

/** One text for each concurrency limit: how many, and of what. A changed limit is a new text. */
function limitsOf(fn: FunctionConfig, event: InngestEvent): string[] {
  return fn.concurrency.map(({ limit, key }, index) => {
    const value = key === null ? "" : JSON.stringify(keyOf(key, event));
    return `${limit}:${fn.id}:${index}:${value}`;
  });
}

interface NewRun {
  key: string;
  job: Job;
  delayMs: number;
  leased: boolean;
}

/**
 * Stores events with all that they trigger, exactly once each. Durable when it returns. `mayStart` is asked for
 * each new run: true leases its first call to the caller for `leaseMs`.
 */
export async function ingest(
  db: Queryable,
  triggers: Trigger[],
  leaseMs: number,
  mayStart: (job: Job) => boolean,
): Promise<Ingested> {
  const unique = [...new Map(triggers.map((trigger) => [trigger.key, trigger])).values()];
  const { batches, runs } = whatIsTriggered(triggers, leaseMs, mayStart);
  const { rows } = await run<{ id: string | null; run_id: string; leased: boolean; batched: boolean }>(
    db,
    INGEST,
    [
      unique.map((trigger) => trigger.key),
      unique.map((trigger) => trigger.event.id),
      unique.map((trigger) => trigger.event.name),
      ...columns(batches, ["key", "fn", "group", "event", "timeoutMs"]),
      runs.map((each) => each.key),
      runs.map((each) => each.job.runId),
      runs.map((each) => each.job.functionId),
      runs.map((each) => each.job.events[0]),
      runs.map((each) => each.job.limits.join("\n")),
      runs.map((each) => each.delayMs),
      runs.map((each) => each.leased),
      batches.map((each) => each.again),
    ],
  );
  const jobs = new Map(runs.map(({ job }) => [job.runId, job]));
  const started = rows.flatMap((row) => {
    const job = row.leased ? jobs.get(row.run_id) : undefined;
    return job && row.id !== null ? [{ ...job, id: row.id }] : [];
  });
  return {
    started,
    waiting: rows.some((row) => row.leased === false),
    batched: rows.some((row) => row.batched),
  };
}

/** The batch entries and new runs of events. Of events with one key only the last triggers, besides batches. */
function whatIsTriggered(triggers: Trigger[], leaseMs: number, mayStart: (job: Job) => boolean) {
  const byKey = new Map(triggers.map((trigger) => [trigger.key, trigger]));
  const batches: BatchEntry[] = [];
  const runs: NewRun[] = [];
  for (const trigger of triggers) {
    const { key, event, functions, batchAgain = false } = trigger;
    const isRepeated = byKey.get(key) !== trigger;
    const text = canonicalize(event) ?? "{}";
    const delayMs = Math.min(Math.max(0, event.ts - Date.now()), MAX_DELAY_MS);
    for (const fn of functions) {
      if (isRepeated && !(fn.batch && batchAgain)) continue;
      if (fn.batch) {
        const group = fn.batch.key === null ? "" : keyOf(fn.batch.key, event);
        const { timeoutMs } = fn.batch;
        batches.push({ key, fn: fn.id, group, event: text, timeoutMs, again: batchAgain });
        continue;
      }
      const job = firstJob(ulid(), fn.id, text, limitsOf(fn, event));
      const leased = delayMs === 0 && mayStart(job);
      runs.push({ key, job, delayMs: leased ? leaseMs : delayMs, leased });
    }
  }
  return { batches, runs };
}

const columns = <T>(rows: T[], names: (keyof T)[]): unknown[][] =>
  names.map((name) => rows.map((row) => row[name]));
