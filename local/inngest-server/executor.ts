import type { Pool } from "pg";
import { batcher } from "@/server/shared/batcher";
import type { CallApp } from "./call-app";
import { release } from "./claims";
import { isTransient, transaction } from "./database";
import { failureEvent } from "./failure-event";
import { ingest } from "./ingest";
import type { Job } from "./job";
import { backoff, type ServerOptions } from "./options";
import type { Outcome } from "./outcome";
import type { Registry } from "./registry";
import { advance, type Completion, complete, discard, fail, plan, retry } from "./results";
import { FAILED_EVENT } from "./trigger-config";

const ABSENT_PAUSE_MS = 500;
const STORE_RETRY_MS = 250;

interface Parts {
  db: Pool;
  options: Pick<ServerOptions, "mode" | "backoffMs" | "backoffJitterMs" | "leaseMs" | "maxDrops" | "log">;
  registry: Registry;
  callApp: CallApp;
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
  const { db, options, registry, callApp, wake } = parts;
  const harsh = options.mode === "harsh";
  const completeBatched = batcher<Completion, void>(async (completions) => {
    await complete(db, completions, harsh);
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
        await completeBatched({ job, saved: outcome.saved, output: outcome.output });
        return harsh && outcome.saved.length > 0 ? wake(0) : undefined;
      case "advance":
        await advance(db, job, outcome.saved);
        return wake(0);
      case "plan":
        await plan(db, job, outcome.saved, outcome.planned);
        for (const { delayMs } of outcome.planned) wake(delayMs);
        return;
      case "retry": {
        const delayMs = outcome.afterMs ?? backoff(options, job.attempt);
        await retry(db, job, { ...outcome, delayMs, tries: 1, drops: 0 });
        return wake(delayMs);
      }
      case "drop": {
        parts.onAbsent();
        if (job.drops + 1 >= options.maxDrops)
          return failRun(job, { name: "Error", message: outcome.reason });
        const delayMs = backoff(options, job.drops);
        await retry(db, job, { saved: [], reason: outcome.reason, delayMs, tries: 0, drops: 1 });
        return wake(delayMs);
      }
      case "fail":
        return failRun(job, outcome.error);
    }
  }

  /**
   * Harsh mode: the discovery that a step left which was reported together with the run's end. Its first call
   * races with that end and reaches the app, the others find the run gone; the answer is of no use.
   */
  async function callAgain(job: Job): Promise<void> {
    const fn = registry.get(job.functionId);
    if (!fn || job.events.length === 0) return store(() => discard(db, job));
    if (job.attempt === 0) await callApp(job, fn);
    const reason = `run ${job.runId} of ${job.functionId} has ended`;
    options.log(`try ${job.attempt + 1} of ${fn.maxAttempts}: ${reason}`);
    if (job.attempt + 1 >= fn.maxAttempts) return store(() => discard(db, job));
    const delayMs = backoff(options, job.attempt);
    await store(() => retry(db, job, { saved: [], reason, delayMs, tries: 1, drops: 0 }));
    wake(delayMs);
  }

  return async (job) => {
    if (job.ended && harsh && job.kind === "discover") return callAgain(job);
    if (job.ended) return store(() => discard(db, job));
    if (job.kind === "sleep") {
      await store(() => advance(db, job, [{ id: job.stepId, value: "null" }]));
      return wake(0);
    }
    const fn = registry.get(job.functionId);
    const missing = { kind: "drop", reason: `function ${job.functionId} is not registered` } as const;
    const outcome = fn ? await callApp(job, fn) : missing;
    if (outcome === "refused") {
      parts.onAbsent();
      parts.pause(ABSENT_PAUSE_MS);
      return store(() => release(db, [job.id], ABSENT_PAUSE_MS));
    }
    await store(() => apply(job, outcome));
  };
}
