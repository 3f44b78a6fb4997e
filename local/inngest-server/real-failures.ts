import type { Operation, StepResult } from "./operation";
import { REAL_LIMITS } from "./real-limits";

const { runSteps, runStateBytes, sleepMs, answerBytes, stepOutputBytes, stepInputBytes } = REAL_LIMITS;

/** The errors that end a run beyond a limit. The names are the official server's. */
export const RUN_FAILURES = {
  tooManySteps: {
    name: "InngestErrFunctionOverflowed",
    message: `The run has more than ${runSteps.max} steps.`,
  },
  stateTooLarge: {
    name: "InngestErrStateOverflowed",
    message: `The events and steps of the run have more than ${runStateBytes.max} bytes.`,
  },
  sleepTooLong: {
    name: "InngestErrTimeoutTooLong",
    message: `A sleep ends later than in ${sleepMs.max / 86_400_000} days.`,
  },
  answerTooLarge: {
    name: "output_too_large",
    message: `The answer to the call has more than ${answerBytes.max} bytes.`,
  },
};

/** What is wrong with the size of an answer's operations, or null. `answerLength`: characters of the answer. */
export function tooLargeOperation(operations: Operation[], answerLength: number): string | null {
  // A character has three bytes of UTF-8 at most, so most answers need no exact count.
  if (answerLength * 3 <= Math.min(stepInputBytes.max, stepOutputBytes.max)) return null;
  for (const { id, op, data, opts } of operations) {
    if (sizeOf(opts?.input) > stepInputBytes.max) return tooLarge("input", id, stepInputBytes.max);
    const output = op === "StepRun" ? { data: data ?? null } : data;
    if (sizeOf(output) > stepOutputBytes.max) return tooLarge("output", id, stepOutputBytes.max);
  }
  return null;
}

/** As `tooLargeOperation`, for steps that are reported during a call. */
export function tooLargeStep(steps: StepResult[]): string | null {
  const found = steps.find((step) => Buffer.byteLength(step.value) > stepOutputBytes.max);
  return found ? tooLarge("output", found.id, stepOutputBytes.max) : null;
}

const tooLarge = (what: string, stepId: string, max: number) =>
  `The ${what} of step ${stepId} has more than ${max} bytes.`;

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? "");
