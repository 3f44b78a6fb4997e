import { confirmReceipts, recordStepAttempts, resolveDeadLetter } from "@/server/assurance";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { tryAgainAlone } from "@/server/shared/deliveries";
import { errorText } from "@/server/shared/error-facts";
import { log } from "@/server/shared/log";
import { afterCommit, redeliver } from "./relay/after-commit";
import { withEngineErrors } from "./steps/engine-errors";
import type { Received } from "./steps/received-event";
import type { Consumer } from "./subscriptions";

/** What a verb did about one event of a run. */
export type Outcome<T> = { value: T } | { error: unknown };

/** The outcome of a verb that serves several events and gives each a result or an error of its own. */
export const outcomeOf = <R extends object, T>(
  result: R,
  valueFrom: (result: Exclude<R, { error: string }>) => T,
): Outcome<T> =>
  "error" in result
    ? { error: new Error(String(result.error)) }
    : { value: valueFrom(result as Exclude<R, { error: string }>) };

type Options = {
  /** The last thing that an event needs: whoever got through is done with it, and says so. */
  settles?: boolean;
  /** What fails is left as it is, and its value is null: somebody else looks after it. */
  leavesFailures?: boolean;
  /** False when the step records no event, though others of the reaction do. */
  recordsEvents?: boolean;
};

/** What a reaction may do with the events of its run. */
export type Steps<R extends Received = Received> = {
  /** Runs one verb as a step, retried until it succeeds; its result must survive JSON. */
  run<T>(name: string, verb: (ctx: RequestContext) => Promise<T>): Promise<T>;
  /**
   * Runs a verb that serves several events at once, as one step. @returns the value of each event, in order; null
   * for one that failed in company and will come again by itself. An event that is alone is retried.
   */
  together<T>(
    name: string,
    events: readonly R[],
    verb: (ctx: RequestContext) => Promise<Outcome<T>[]>,
    options?: Options,
  ): Promise<(T | null)[]>;
  /** Like `together`, for a verb that serves one event. */
  each<T>(
    name: string,
    verb: (ctx: RequestContext, event: R) => Promise<T>,
    options?: Options,
  ): Promise<(T | null)[]>;
  /** Says that the function is done with its events, outside of any step. */
  settle(): Promise<void>;
};

/** The part of the SDK's context that steps need. */
export type RunContext = {
  runId: string;
  attempt: number;
  step: { run(id: string, work: () => Promise<unknown>): Promise<unknown> };
};

/** Steps of one run that write each of their attempts into the journal, and receipts with the last one. */
export function journaledSteps<R extends Received>(
  consumer: Consumer,
  run: RunContext,
  events: readonly R[],
  recordsEvents: boolean,
): Steps<R> {
  const ctx = contextOf(consumer, events);
  const steps: Steps<R> = {
    async together(name, about, verb, options = {}) {
      const { settles = false, leavesFailures = false, recordsEvents: records = recordsEvents } = options;
      const attempt = async () => {
        const startedAt = new Date();
        const outcomes = await attempted(about, () => verb(ctx));
        if (records) void afterCommit();
        await journal(consumer, run, { step: name, startedAt, about, outcomes, settles });
        if (!leavesFailures)
          await passOnFailures(consumer, { about, outcomes, mayComeAlone: settles && events.length > 1 });
        // Whoever failed in company has a run of its own from here on.
        if (settles) await resolveReplays(ctx, consumer, about);
        return outcomes.map((outcome) => ("value" in outcome ? (outcome.value ?? null) : null));
      };
      return (await run.step.run(name, () => withEngineErrors(attempt))) as never;
    },
    each: (name, verb, options) => {
      const all = async () => {
        const outcomes: Outcome<Awaited<ReturnType<typeof verb>>>[] = [];
        for (const event of events) {
          const [outcome] = await attempted([event], async () => [
            { value: await verb(contextOf(consumer, [event]), event) },
          ]);
          if (outcome) outcomes.push(outcome);
        }
        return outcomes;
      };
      return steps.together(name, events, all, options);
    },
    async run(name, verb) {
      const [value] = await steps.together(name, events, async (given) => {
        const value = await verb(given);
        return events.map(() => ({ value }));
      });
      return value as Awaited<ReturnType<typeof verb>>;
    },
    settle: () =>
      withEngineErrors(async () => {
        const receipts = events.map(({ eventId }) => ({ eventId, consumer }));
        await confirmReceipts(ctx, receipts);
        await resolveReplays(ctx, consumer, events);
      }),
  };
  return steps;
}

/** Who acts, and what made it happen where that is one event. */
const contextOf = (consumer: Consumer, events: readonly Received[]): RequestContext => {
  const [first] = events;
  if (events.length !== 1 || !first) return systemContext(consumer);
  return { ...systemContext(consumer, first.eventId), correlationId: first.correlationId };
};

/** A verb that throws has failed for all of its events. */
async function attempted<T>(
  about: readonly Received[],
  work: () => Promise<Outcome<T>[]>,
): Promise<Outcome<T>[]> {
  try {
    return await work();
  } catch (error) {
    return about.map(() => ({ error }));
  }
}

const succeeded = <R extends Received>(about: readonly R[], outcomes: readonly Outcome<unknown>[]) =>
  about.filter((_, index) => "value" in (outcomes[index] ?? {}));

/**
 * An event that failed in company is published again by itself, so that its retries and its dead letter are its
 * own. One that was alone fails its step, and the engine tries again.
 */
async function passOnFailures(
  consumer: Consumer,
  { about, outcomes, mayComeAlone }: Tried & { mayComeAlone: boolean },
): Promise<void> {
  const failed = about.flatMap((event, index) => {
    const outcome = outcomes[index];
    return outcome && "error" in outcome ? [{ event, error: outcome.error }] : [];
  });
  const [first] = failed;
  if (!first) return;
  // When all of them fail something else is wrong: the engine tries again, and they stay together.
  if (!mayComeAlone || failed.length === about.length) throw first.error;
  await tryAgainAlone(failed.map(({ event: { eventId } }) => ({ eventId, consumer })));
  void redeliver();
}

/** Events that an administrator played again and that have now been dealt with. */
async function resolveReplays(
  ctx: RequestContext,
  functionId: Consumer,
  events: readonly Received[],
): Promise<void> {
  for (const { replayOf: deadLetterId } of events)
    if (deadLetterId) await resolveDeadLetter(ctx, { deadLetterId, functionId });
}

type Tried = { about: readonly Received[]; outcomes: readonly Outcome<unknown>[] };
type Attempt = Tried & { step: string; startedAt: Date; settles: boolean };

/**
 * Writes attempts and receipts down, in one statement. A journal that cannot be written is only logged, since it
 * must not change what became of the work; a receipt that cannot be written fails the step.
 */
async function journal(
  consumer: Consumer,
  { runId, attempt }: RunContext,
  { step, startedAt, about, outcomes, settles }: Attempt,
): Promise<void> {
  const ctx = systemContext(consumer);
  const endedAt = new Date();
  const attempts = about.map(({ eventId, name, correlationId }, index) => {
    const outcome = outcomes[index];
    const error = outcome && "error" in outcome ? errorText(outcome.error) : null;
    const how = error === null ? ("SUCCEEDED" as const) : ("FAILED" as const);
    const event = { eventId, eventName: name, correlationId };
    return { runId, functionId: consumer, step, attempt, ...event, outcome: how, error, startedAt, endedAt };
  });
  const receipts = settles ? succeeded(about, outcomes).map(({ eventId }) => ({ eventId, consumer })) : [];
  try {
    await recordStepAttempts(ctx, { attempts, receipts });
  } catch (failure) {
    log.warn({ err: failure, functionId: consumer, step }, "could not write the step journal");
    if (receipts.length > 0) await confirmReceipts(ctx, receipts);
  }
}
