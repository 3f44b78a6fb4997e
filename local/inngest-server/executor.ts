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
  /** Called when work was stored that is due in `delayMs`. */
  wake: (delayMs: number) => void;
  /** Called when an app refuses connections: nothing is claimed for so long. */
  pause: (ms: number) => void;
  /** Called when an app did not answer with its SDK: it may come back as a new build. */
  onAbsent: () => void;
  isStopped: () => boolean;
}

/** Makes the call of a leased job and stores its result. */
export function createExecutor(parts: Parts): (job: Job) => Promise<void> {
  const executor = new Executor(parts);
  return (job) => executor.execute(job);
}

class Executor {
  private readonly harsh: boolean;
  private readonly completeBatched;

  constructor(private readonly parts: Parts) {
    this.harsh = parts.options.mode === "harsh";
    this.completeBatched = batcher<Completion, void>(async (completions) => {
      await complete(parts.db, completions, this.harsh);
      return completions.map(() => undefined);
    });
  }

  async execute(job: Job): Promise<void> {
    const { db, registry, callApp, wake } = this.parts;
    if (job.ended && this.harsh && job.kind === "discover") return this.callAgain(job);
    if (job.ended) return this.store(() => discard(db, job));
    if (job.kind === "sleep") {
      await this.store(() => advance(db, job, [{ id: job.stepId, value: "null" }]));
      return wake(0);
    }
    const fn = registry.get(job.functionId);
    const missing = { kind: "drop", reason: `function ${job.functionId} is not registered` } as const;
    const outcome = fn ? await callApp(job, fn) : missing;
    if (outcome === "refused") {
      this.parts.onAbsent();
      this.parts.pause(ABSENT_PAUSE_MS);
      return this.store(() => release(db, [job.id], ABSENT_PAUSE_MS));
    }
    await this.store(() => this.apply(job, outcome));
  }

  /** Repeats `work` while PostgreSQL is away: the app's answer would be lost otherwise. */
  private async store(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isTransient(error) || this.parts.isStopped()) throw error;
        await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
      }
    }
  }

  private async apply(job: Job, outcome: Outcome): Promise<void> {
    const { db, options, wake } = this.parts;
    switch (outcome.kind) {
      case "complete":
        await this.completeBatched({ job, saved: outcome.saved, output: outcome.output });
        return this.harsh && outcome.saved.length > 0 ? wake(0) : undefined;
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
        this.parts.onAbsent();
        if (job.drops + 1 >= options.maxDrops)
          return this.failRun(job, { name: "Error", message: outcome.reason });
        const delayMs = backoff(options, job.drops);
        await retry(db, job, { saved: [], reason: outcome.reason, delayMs, tries: 0, drops: 1 });
        return wake(delayMs);
      }
      case "fail":
        return this.failRun(job, outcome.error);
    }
  }

  private async failRun(job: Job, error: unknown): Promise<void> {
    const { db, options, registry, wake } = this.parts;
    options.log(`run ${job.runId} of ${job.functionId} failed: ${JSON.stringify(error).slice(0, 300)}`);
    await transaction(db, async (client) => {
      if (!(await fail(client, job, JSON.stringify(error)))) return;
      const event = failureEvent(job, error);
      // The failure of a failure handler triggers nothing: two handlers could fail each other forever.
      if (!event) return;
      const functions = registry.triggeredBy(FAILED_EVENT, job.functionId);
      await ingest(client, [{ key: event.id, event, functions }], options.leaseMs, () => false);
    });
    wake(0);
  }

  /**
   * Harsh mode: when a step is reported together with the end of its run, the official server leaves one more
   * discovery. Its first call reaches the app, the later ones find the run gone; the answer is not used.
   */
  private async callAgain(job: Job): Promise<void> {
    const { db, options, registry, callApp, wake } = this.parts;
    const fn = registry.get(job.functionId);
    if (!fn || job.events.length === 0) return this.store(() => discard(db, job));
    if (job.attempt === 0) await callApp(job, fn);
    const reason = `run ${job.runId} of ${job.functionId} has ended`;
    options.log(`try ${job.attempt + 1} of ${fn.maxAttempts}: ${reason}`);
    if (job.attempt + 1 >= fn.maxAttempts) return this.store(() => discard(db, job));
    const delayMs = backoff(options, job.attempt);
    await this.store(() => retry(db, job, { saved: [], reason, delayMs, tries: 1, drops: 0 }));
    wake(delayMs);
  }
}
