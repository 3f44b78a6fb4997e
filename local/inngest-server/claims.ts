import type { Pool } from "pg";
import { run, type Statement } from "./database";
import type { Job } from "./job";

/** Due jobs, oldest first (index job_due), without those of exhausted limits and those already running here. */
const CANDIDATES: Statement = {
  name: "candidates",
  text: `
select id, limits from job
where run_at <= now() and not (limits && $2::text[]) and id <> all($3::bigint[])
order by run_at, id limit $1`,
};

/**
 * Leases the chosen jobs, unless another server was faster, and reads what their calls need. Both look-ups have to
 * use the primary key, but statistics of tables that fill and empty all the time mislead the planner. So the due
 * time is compared in a way that no index serves, and the locked ids are gathered first.
 */
const LEASE: Statement = {
  name: "lease",
  text: `
with locked as materialized (
  select id from job where id = any($1::bigint[]) and (run_at <= now()) is true for update skip locked
), mine as (
  update job set leased = true, generation = generation + 1, run_at = now() + $2 * interval '1 ms'
  where id = any(array(select id from locked))
  returning id, run_id, kind, step_id, attempt, drops, generation, limits
)
select mine.*, run.function_id, run.events, run.ended_at, step.ids as done_ids, step.results as done_values
from mine left join run on run.id = mine.run_id
left join lateral (
  select array_agg(id order by seq) as ids, array_agg(value order by seq) as results
  from step where step.run_id = mine.run_id
) step on true
order by mine.id`,
};

const INHERITED: Statement = {
  name: "inherited",
  text: `
select unnest(limits) as held from job
where leased and run_at > now() and limits <> '{}' and id <> all($1::bigint[])`,
};

const RENEW: Statement = {
  name: "renew",
  text: "update job set run_at = now() + $2 * interval '1 ms' where id = any($1::bigint[]) and leased",
};

const RELEASE: Statement = {
  name: "release",
  text: `
update job set leased = false, run_at = now() + $2 * interval '1 ms'
where id = any($1::bigint[]) and leased`,
};

interface LeasedRow {
  id: string;
  run_id: string;
  kind: Job["kind"];
  step_id: string;
  attempt: number;
  drops: number;
  generation: number;
  limits: string[];
  function_id: string | null;
  events: string[] | null;
  ended_at: Date | null;
  done_ids: string[] | null;
  done_values: string[] | null;
}

export interface Candidate {
  id: string;
  limits: string[];
}

/** Up to `count` due jobs; nothing is leased yet. */
export async function candidates(db: Pool, count: number, exhausted: string[], runningIds: string[]) {
  return (await run<Candidate>(db, CANDIDATES, [count, exhausted, runningIds])).rows;
}

/** Leases jobs for `leaseMs` and loads them. */
export async function lease(db: Pool, ids: string[], leaseMs: number): Promise<Job[]> {
  const { rows } = await run<LeasedRow>(db, LEASE, [ids, leaseMs]);
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    functionId: row.function_id ?? "",
    kind: row.kind,
    stepId: row.step_id,
    attempt: row.attempt,
    drops: row.drops,
    generation: row.generation,
    limits: row.limits,
    events: row.events ?? [],
    steps: (row.done_ids ?? []).map((id, index) => ({ id, value: row.done_values?.[index] ?? "null" })),
    ended: row.events === null || row.ended_at !== null,
  }));
}

/** Concurrency limits that leases of other processes hold. */
export async function inheritedLimits(db: Pool, runningIds: string[]): Promise<string[]> {
  return (await run<{ held: string }>(db, INHERITED, [runningIds])).rows.map((row) => row.held);
}

/** Keeps running jobs leased, so that no other server takes them. */
export async function renew(db: Pool, ids: string[], leaseMs: number): Promise<void> {
  if (ids.length > 0) await run(db, RENEW, [ids, leaseMs]);
}

/** Gives jobs back unchanged: they can be claimed again after `delayMs`. */
export async function release(db: Pool, ids: string[], delayMs: number): Promise<void> {
  if (ids.length > 0) await run(db, RELEASE, [ids, delayMs]);
}
