import type { Pool } from "pg";
import { batcher } from "@/server/shared/batcher";
import { AppAbsent, type AppClient } from "./app-client";
import { release } from "./claims";
import { isTransient, transaction } from "./database";
import { FAILED_EVENT, type FunctionConfig } from "./function-config";
import { type InngestEvent, ingest } from "./ingest";
import { callBody, type Job } from "./job";
import { backoff, type ServerOptions } from "./options";
import { interpret, type Outcome } from "./outcome";
import type { Registry } from "./registry";
import { advance, type Completion, complete, discard, fail, plan, retry } from "./results";
import { ulid } from "./ulid";

const ABSENT_PAUSE_MS = 500;
const STORE_RETRY_MS = 250;

interface Parts {
  db: Pool;
  options: Pick<ServerOptions, "backoffMs" | "leaseMs" | "maxDrops" | "log">;
  registry: Registry;
  client: AppClient;
  /** Work was stored that is due in `delayMs`. */
  wake: (delayMs: number) => void;
  /** An app refuses connections: claim nothing for so long. */
  pause: (ms: number) => void;
  /** An app did not answer with its SDK: it may come back as a new build. */
  onAbsent: () => void;
  isStopped: () => boolean;
}

/** Makes the call of a leased job and stores what came of it. */
export function createExecutor(parts: Parts): (job: Job) => Promise<void> {
  const { db, options, registry, wake } = parts;
  const completeBatched = batcher<Completion, void>(async (completions) => {
    await complete(db, completions);
    return completions.map(() => undefined);
  });

  /** Only an answer that is stored is of use: while PostgreSQL is away, it is kept here and tried again. */
  async function store(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isTransient(error) || parts.isStopped()) throw error;
        await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
      }
    }
  }

  async function failRun(job: Job, error: unknown): Promise<void> {
    options.log(`run ${job.runId} of ${job.functionId} failed: ${JSON.stringify(error).slice(0, 300)}`);
    await transaction(db, async (client) => {
      if (!(await fail(client, job, JSON.stringify(error)))) return;
      const event = failureEvent(job, error);
      // A failing failure handler ends here, or two handlers could fail each other forever.
      if (!event) return;
      const functions = registry.triggeredBy(FAILED_EVENT, job.functionId);
      await ingest(client, [{ key: event.id, event, functions }], options.leaseMs, () => false);
    });
    wake(0);
  }

  async function apply(job: Job, outcome: Outcome): Promise<void> {
    switch (outcome.kind) {
      case "complete":
        return completeBatched({ job, saved: outcome.saved, output: outcome.output });
      case "advance":
        await advance(db, job, outcome.saved);
        return wake(0);
      case "plan":
        await plan(db, job, outcome.saved, outcome.planned);
        for (const { delayMs } of outcome.planned) wake(delayMs);
        return;
      case "retry": {
        const delayMs = outcome.afterMs ?? backoff(options.backoffMs, job.attempt);
        await retry(db, job, { ...outcome, delayMs, tries: 1, drops: 0 });
        return wake(delayMs);
      }
      case "drop": {
        parts.onAbsent();
        if (job.drops + 1 >= options.maxDrops)
          return failRun(job, { name: "Error", message: outcome.reason });
        const delayMs = backoff(options.backoffMs, job.drops);
        await retry(db, job, { saved: [], reason: outcome.reason, delayMs, tries: 0, drops: 1 });
        return wake(delayMs);
      }
      case "fail":
        return failRun(job, outcome.error);
    }
  }

  async function call(job: Job, fn: FunctionConfig): Promise<Outcome | "refused"> {
    const requestId = ulid();
    const url = new URL(fn.url);
    url.searchParams.set("stepId", job.stepId);
    try {
      const reply = await parts.client.send("POST", url.href, callBody(job, fn.maxAttempts, requestId), {
        "x-run-id": job.runId,
        "x-request-id": requestId,
        "x-inngest-generation-id": String(job.generation),
        "x-inngest-job-id": job.id,
        "x-inngest-req-version": "-1",
      });
      return interpret(reply, job.attempt + 1 >= fn.maxAttempts, Date.now());
    } catch (error) {
      if (!(error instanceof AppAbsent)) throw error;
      return error.refused ? "refused" : { kind: "drop", reason: error.message };
    }
  }

  return async (job) => {
    if (job.ended) return store(() => discard(db, job));
    if (job.kind === "sleep") {
      await store(() => advance(db, job, [{ id: job.stepId, value: "null" }]));
      return wake(0);
    }
    const fn = registry.get(job.functionId);
    const missing = { kind: "drop", reason: `function ${job.functionId} is not registered` } as const;
    const outcome = fn ? await call(job, fn) : missing;
    if (outcome === "refused") {
      parts.onAbsent();
      parts.pause(ABSENT_PAUSE_MS);
      return store(() => release(db, [job.id], ABSENT_PAUSE_MS));
    }
    await store(() => apply(job, outcome));
  };
}

/** The event `inngest/function.failed`, or null if the run was itself about a failure. */
function failureEvent(job: Job, error: unknown): InngestEvent | null {
  const events = job.events.map((text) => JSON.parse(text) as InngestEvent);
  const [event] = events;
  if (!event || event.name === FAILED_EVENT) return null;
  const data = {
    function_id: job.functionId,
    run_id: job.runId,
    error,
    event,
    events,
    _inngest: { status: "Failed" },
  };
  return { id: ulid(), name: FAILED_EVENT, data, ts: Date.now() };
}
