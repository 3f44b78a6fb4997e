import type { Pool } from "pg";
import { type Queryable, run, type Statement } from "./database";
import type { Job } from "./job";
import type { StepResult } from "./operation";
import type { PlannedJob } from "./outcome";

/**
 * Stores the result of a job's call. Every statement first locks the job's row by id and generation: an answer that
 * comes after the lease was lost (another call is running) changes nothing.
 */
const SAVE = `
insert into step (run_id, id, value)
select mine.run_id, s.id, s.value from mine, unnest($3::text[], $4::text[]) as s(id, value)
on conflict do nothing`;

const COMPLETE: Statement = {
  name: "complete",
  text: `
with mine as (
  delete from job using unnest($1::bigint[], $2::int[], $3::text[]) as d(id, generation, output)
  where job.id = d.id and job.generation = d.generation returning job.id, job.run_id, job.limits, d.output
), saved as (
  insert into step (run_id, id, value)
  select mine.run_id, s.id, s.value from unnest($4::bigint[], $5::text[], $6::text[]) as s(job_id, id, value)
  join mine on mine.id = s.job_id on conflict do nothing
), left_over as (
  insert into job (run_id, kind, limits) select run_id, 'discover', limits from mine
  where $7 and id = any($4::bigint[])
)
update run set status = 'completed', output = mine.output, ended_at = now() from mine
where run.id = mine.run_id and run.ended_at is null`,
};

const CHECKPOINT: Statement = {
  name: "checkpoint",
  text: `
with mine as (
  update job set run_at = greatest(job.run_at, now() + $3 * interval '1 ms')
  from unnest($1::bigint[], $2::int[]) as c(id, generation)
  where job.id = c.id and job.generation = c.generation and job.leased returning job.id, job.run_id
), saved as (
  insert into step (run_id, id, value)
  select mine.run_id, s.id, s.value from unnest($4::bigint[], $5::text[], $6::text[]) as s(job_id, id, value)
  join mine on mine.id = s.job_id on conflict do nothing
)
select id from mine`,
};

const REDISCOVER: Statement = {
  name: "rediscover",
  text: `
with mine as (
  update job set leased = false, attempt = 0, drops = 0, run_at = now() where id = $1 and generation = $2
  returning run_id
), saved as (${SAVE}) select run_id from mine`,
};

/** One of several parallel jobs is done; when it is the last one, the function continues. */
const JOIN: Statement = {
  name: "join",
  text: `
with mine as (
  delete from job where id = $1 and generation = $2 returning run_id, limits
), saved as (${SAVE}
), waiting as (
  update run set pending = pending - 1 from mine where run.id = mine.run_id returning run.id, run.pending
)
insert into job (run_id, kind, limits)
select mine.run_id, 'discover', mine.limits from mine join waiting on waiting.id = mine.run_id
where waiting.pending = 0`,
};

const PLAN: Statement = {
  name: "plan",
  text: `
with mine as (
  delete from job where id = $1 and generation = $2 returning run_id, limits
), saved as (${SAVE}
), waiting as (
  update run set pending = cardinality($5::text[]) from mine where run.id = mine.run_id
)
insert into job (run_id, kind, step_id, limits, run_at)
select mine.run_id, p.kind, p.step_id, mine.limits, now() + p.delay_ms * interval '1 ms'
from mine, unnest($5::text[], $6::text[], $7::float8[]) as p(step_id, kind, delay_ms)`,
};

const RETRY: Statement = {
  name: "retry",
  text: `
with mine as (
  update job set leased = false, attempt = attempt + $5, drops = drops + $6, last_error = $8,
    run_at = now() + $7 * interval '1 ms'
  where id = $1 and generation = $2 returning run_id
), saved as (${SAVE}) select run_id from mine`,
};

const FAIL: Statement = {
  name: "fail",
  text: `
with mine as (delete from job where id = $1 and generation = $2 returning run_id)
update run set status = 'failed', output = $3, ended_at = now() from mine
where run.id = mine.run_id and run.ended_at is null returning run.id`,
};

const DISCARD: Statement = { name: "discard", text: "delete from job where id = $1 and generation = $2" };

const stepColumns = (saved: StepResult[]) => [saved.map((step) => step.id), saved.map((step) => step.value)];

export interface Completion {
  job: Job;
  saved: StepResult[];
  output: string;
}

/**
 * Ends many runs at once. `leavesJobs`: an end that was reported together with steps leaves a discovery behind, as
 * the official server may do when it handles both at the same time.
 */
export async function complete(db: Pool, completions: Completion[], leavesJobs: boolean): Promise<void> {
  const steps = completions.flatMap(({ job, saved }) => saved.map((step) => ({ jobId: job.id, ...step })));
  await run(db, COMPLETE, [
    completions.map(({ job }) => job.id),
    completions.map(({ job }) => job.generation),
    completions.map(({ output }) => output),
    steps.map((step) => step.jobId),
    ...stepColumns(steps),
    leavesJobs,
  ]);
}

export interface Checkpoint {
  jobId: string;
  generation: number;
  saved: StepResult[];
}

/** Keeps steps that finished during calls, and the calls' leases. False for each one that is stale. */
export async function checkpoint(db: Pool, checkpoints: Checkpoint[], leaseMs: number): Promise<boolean[]> {
  const steps = checkpoints.flatMap(({ jobId, saved }) => saved.map((step) => ({ jobId, ...step })));
  const { rows } = await run<{ id: string }>(db, CHECKPOINT, [
    checkpoints.map(({ jobId }) => jobId),
    checkpoints.map(({ generation }) => generation),
    leaseMs,
    steps.map((step) => step.jobId),
    ...stepColumns(steps),
  ]);
  const live = new Set(rows.map((row) => row.id));
  return checkpoints.map(({ jobId }) => live.has(jobId));
}

/** Saves finished steps; the function continues at once, or when the parallel jobs are done too. */
export async function advance(db: Pool, job: Job, saved: StepResult[]): Promise<void> {
  const statement = job.kind === "discover" ? REDISCOVER : JOIN;
  await run(db, statement, [job.id, job.generation, ...stepColumns(saved)]);
}

/** Replaces a discovery by one job for each planned step or sleep. */
export async function plan(db: Pool, job: Job, saved: StepResult[], planned: PlannedJob[]): Promise<void> {
  await run(db, PLAN, [
    job.id,
    job.generation,
    ...stepColumns(saved),
    planned.map((each) => each.stepId),
    planned.map((each) => each.kind),
    planned.map((each) => each.delayMs),
  ]);
}

/** Makes the call again after `delayMs`. A drop is not one of the function's tries. */
export async function retry(
  db: Pool,
  job: Job,
  what: { saved: StepResult[]; delayMs: number; reason: string; tries: number; drops: number },
): Promise<void> {
  const columns = stepColumns(what.saved);
  // PostgreSQL text holds no NUL.
  const reason = what.reason.replaceAll("\0", "").slice(0, 1_000);
  await run(db, RETRY, [job.id, job.generation, ...columns, what.tries, what.drops, what.delayMs, reason]);
}

/** Ends a run as failed. False: the answer was stale. */
export async function fail(db: Queryable, job: Job, error: string): Promise<boolean> {
  return (await run(db, FAIL, [job.id, job.generation, error])).rowCount === 1;
}

/** Removes a job whose run has ended. */
export async function discard(db: Pool, job: Job): Promise<void> {
  await run(db, DISCARD, [job.id, job.generation]);
}
