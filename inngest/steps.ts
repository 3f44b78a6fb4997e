import { NonRetriableError } from "inngest";
import { recordStepAttempts } from "@/server/operations";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import type { Received } from "./received";
import { relayOutbox } from "./relay-outbox";
import { writeJournal } from "./write-journal";

/** What a reaction may do: run verbs as steps, and sleep. */
export type Steps = {
  /** Runs one verb, retried until it succeeds; its result must survive JSON. */
  run<T>(name: string, verb: (ctx: RequestContext) => Promise<T>): Promise<T>;
  sleepUntil(name: string, at: Date): Promise<void>;
};

/** The part of the SDK's context that steps need. */
export type RunContext = {
  runId: string;
  attempt: number;
  step: {
    run(id: string, work: () => Promise<unknown>): Promise<unknown>;
    sleepUntil(id: string, at: Date): Promise<void>;
  };
};

/** Steps of one run that write each of their attempts into the journal. */
export function journaledSteps(
  functionId: string,
  run: RunContext,
  events: readonly Received[],
  recordsEvents: boolean,
): Steps {
  const [first] = events;
  const ctx: RequestContext = {
    ...systemContext(functionId, first?.eventId),
    ...(events.length === 1 && first && { correlationId: first.correlationId }),
  };
  return {
    sleepUntil: (name, at) => run.step.sleepUntil(name, at),
    async run(name, verb) {
      const result = await run.step.run(name, async () => {
        const startedAt = new Date();
        try {
          const result = await verb(ctx);
          await journal(ctx, functionId, run, events, { step: name, startedAt, error: null });
          return result ?? null;
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          await journal(ctx, functionId, run, events, { step: name, startedAt, error: message });
          throw hopeless(error) ? new NonRetriableError(message, { cause: error }) : error;
        } finally {
          // What the verb recorded travels on at once.
          if (recordsEvents) void relayOutbox();
        }
      });
      return result as Awaited<ReturnType<typeof verb>>;
    },
  };
}

/** Input that a verb refuses today it refuses tomorrow. */
const hopeless = (error: unknown) => error instanceof AppError && error.code === "INVALID_INPUT";

type Attempt = { step: string; startedAt: Date; error: string | null };

function journal(
  ctx: RequestContext,
  functionId: string,
  { runId, attempt }: RunContext,
  events: readonly Received[],
  { step, startedAt, error }: Attempt,
): Promise<void> {
  const endedAt = new Date();
  const outcome = error === null ? ("SUCCEEDED" as const) : ("FAILED" as const);
  const rows = events.map(({ eventId, name, correlationId }) => ({
    runId,
    functionId,
    step,
    attempt,
    eventId,
    eventName: name,
    correlationId,
    outcome,
    error,
    startedAt,
    endedAt,
  }));
  return writeJournal({ functionId, step }, () => recordStepAttempts(ctx, rows));
}
