import { AppAbsent, type AppClient } from "./app-client";
import type { FunctionConfig } from "./function-config";
import { callBody, type Job } from "./job";
import type { Mode } from "./options";
import { failedTry, interpret, type Outcome } from "./outcome";
import { RUN_FAILURES } from "./real-failures";
import { REAL_LIMITS } from "./real-limits";
import type { StateSizes } from "./state-size";
import { ulid } from "./ulid";

interface Parts {
  mode: Mode;
  client: AppClient;
  sizes: StateSizes;
  /** Called when an app did not answer with its SDK: it may come back as a new build. */
  onAbsent: () => void;
}

export type CallApp = (job: Job, fn: FunctionConfig) => Promise<Outcome | "refused">;

/**
 * Makes one call and reads its result. "refused": nothing listened at the app's address, so the call did not
 * start. In harsh mode a refused call, or an answer that is not the SDK's, counts as one of the function's tries.
 */
export function createCallApp({ mode, client, sizes, onAbsent }: Parts): CallApp {
  async function send(job: Job, fn: FunctionConfig): Promise<Outcome | "refused"> {
    const requestId = ulid();
    const url = new URL(fn.url);
    url.searchParams.set("stepId", job.stepId);
    try {
      const reply = await client.send("POST", url.href, callBody(job, fn.maxAttempts, requestId), {
        "x-run-id": job.runId,
        "x-request-id": requestId,
        "x-inngest-generation-id": String(job.generation),
        "x-inngest-job-id": job.id,
        "x-inngest-req-version": "-1",
      });
      return interpret(reply, isLastTry(job, fn), Date.now());
    } catch (error) {
      if (!(error instanceof AppAbsent)) throw error;
      const refused = error.refused && mode === "kind";
      return refused ? "refused" : { kind: "drop", reason: error.message };
    }
  }

  return async (job, fn) => {
    if (job.steps.length > REAL_LIMITS.runSteps.max)
      return { kind: "fail", error: RUN_FAILURES.tooManySteps };
    sizes.begin(job);
    try {
      const outcome = await send(job, fn);
      if (outcome === "refused") return outcome;
      if (outcome.kind === "drop" && mode === "harsh") {
        onAbsent();
        return failedTry({ name: "Error", message: outcome.reason }, isLastTry(job, fn), null);
      }
      const goesOn = outcome.kind === "advance" || outcome.kind === "plan" || outcome.kind === "retry";
      if (!goesOn || sizes.add(job.id, outcome.saved)) return outcome;
      return { kind: "fail", error: RUN_FAILURES.stateTooLarge };
    } finally {
      sizes.end(job.id);
    }
  };
}

const isLastTry = (job: Job, fn: FunctionConfig) => job.attempt + 1 >= fn.maxAttempts;
