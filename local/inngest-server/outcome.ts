import canonicalize from "canonicalize";
import type { AppReply } from "./app-client";
import type { Operation, StepResult } from "./operation";
import { RUN_FAILURES, tooLargeOperation } from "./real-failures";
import { REAL_LIMITS } from "./real-limits";
import { retryAfterMs, sleepMs } from "./time";

export interface PlannedJob {
  stepId: string;
  kind: "step" | "sleep";
  delayMs: number;
}

/** What an answer of the app means for its job. `saved` steps are kept whatever else happened. */
export type Outcome =
  | { kind: "complete"; saved: StepResult[]; output: string }
  | { kind: "advance"; saved: StepResult[] }
  | { kind: "plan"; saved: StepResult[]; planned: PlannedJob[] }
  | { kind: "retry"; saved: StepResult[]; reason: string; afterMs: number | null }
  | { kind: "fail"; error: unknown }
  | { kind: "drop"; reason: string };

/** Reads an answer. `isLastAttempt`: a failure ends the run (the SDK counts in the same way). */
export function interpret(reply: AppReply, isLastAttempt: boolean, nowMs: number): Outcome {
  // A proxy or another program may answer for an app that is starting or overloaded: only the SDK's answer counts.
  if (!reply.headers["x-inngest-sdk"])
    return { kind: "drop", reason: `HTTP ${reply.status}, not from the SDK` };
  if (reply.tooLarge) return failedTry(RUN_FAILURES.answerTooLarge, isLastAttempt, null);
  const parsed = parse(reply.text);
  const afterMs = retryAfterMs(first(reply.headers["retry-after"]), nowMs);
  const final = isLastAttempt || first(reply.headers["x-inngest-no-retry"]) === "true";

  if (reply.status === 200) return { kind: "complete", saved: [], output: canonicalize(parsed) ?? "null" };
  if (reply.status !== 206 || !Array.isArray(parsed)) {
    return failedTry(failure(parsed, `HTTP ${reply.status}`), final, afterMs);
  }
  const operations = parsed as Operation[];
  if (operations.length > REAL_LIMITS.answerOperations.max) {
    return { kind: "fail", error: RUN_FAILURES.tooManySteps };
  }
  const problem = tooLargeOperation(operations, reply.text.length);
  if (problem !== null) return failedTry({ name: "Error", message: problem }, final, afterMs);
  return readOperations(operations, final, afterMs, nowMs);
}

/** Decides between another try and the end of the run. */
export function failedTry(
  error: { name: string; message: string },
  final: boolean,
  afterMs: number | null,
): Outcome {
  return final ? { kind: "fail", error } : { kind: "retry", saved: [], reason: error.message, afterMs };
}

function readOperations(ops: Operation[], final: boolean, afterMs: number | null, nowMs: number): Outcome {
  const saved: StepResult[] = [];
  const planned: PlannedJob[] = [];
  let output: string | null = null;
  let retryReason: string | null = null;
  for (const op of ops) {
    if (op.opts?.parallelMode === "race") return unsupported(`${op.op} with parallel mode "race"`);
    switch (op.op) {
      case "StepRun":
      case "StepFailed":
        saved.push(stepResult(op));
        break;
      case "StepError":
        if (final) saved.push(stepResult(op));
        else retryReason = op.error?.message ?? "step failed";
        break;
      case "StepPlanned":
        planned.push({ stepId: op.id, kind: "step", delayMs: 0 });
        break;
      case "Sleep": {
        const delayMs = sleepMs(op.name ?? "", nowMs);
        if (delayMs === null) return unsupported(`Sleep until ${JSON.stringify(op.name)}`);
        if (delayMs > REAL_LIMITS.sleepMs.max) return { kind: "fail", error: RUN_FAILURES.sleepTooLong };
        planned.push({ stepId: op.id, kind: "sleep", delayMs });
        break;
      }
      case "RunComplete":
        output = canonicalize(op.data ?? null) ?? "null";
        break;
      default:
        return unsupported(op.op);
    }
  }
  if (output !== null) return { kind: "complete", saved, output };
  if (retryReason !== null) return { kind: "retry", saved, reason: retryReason, afterMs };
  if (planned.length > 0) return { kind: "plan", saved, planned };
  if (saved.length === 0) return { kind: "retry", saved, reason: "the answer held no operation", afterMs };
  return { kind: "advance", saved };
}

/** The memoised value of a finished step, as later calls show it to the SDK. */
export function stepResult(op: { id: string; op: string; data?: unknown; error?: unknown }): StepResult {
  const failed = op.op === "StepFailed" || op.op === "StepError";
  const value = failed ? { error: failure(op.error, "step failed") } : { data: op.data ?? null };
  return { id: op.id, value: canonicalize(value) ?? "null" };
}

function unsupported(what: string): Outcome {
  const message = `${what} is not supported by the local Inngest server`;
  return { kind: "fail", error: { name: "UnsupportedOperation", message } };
}

function failure(
  value: unknown,
  fallback: string,
): { name: string; message: string; stack?: string; cause?: unknown } {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return {
    name: typeof given.name === "string" ? given.name : "Error",
    message: String(given.message ?? given.error ?? (typeof value === "string" ? value : fallback)),
    ...(typeof given.stack === "string" ? { stack: given.stack } : {}),
    ...(given.cause === undefined ? {} : { cause: given.cause }),
  };
}

function parse(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 500);
  }
}

const first = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);
