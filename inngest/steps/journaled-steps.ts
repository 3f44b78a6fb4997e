import { afterCommit, redeliver } from "@/inngest/relay/after-commit";
import type { Consumer } from "@/inngest/subscriptions";
import { confirmReceipts, resolveDeadLetter } from "@/server/assurance";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { redeliverSeparately } from "@/server/shared/deliveries";
import { withCorrelation } from "@/server/shared/log-context";
import { inTraceOfEvent, reactInTraces } from "@/server/shared/trace-events";
import { withEngineErrors } from "./engine-errors";
import { attempted, type Outcome, type Tried } from "./outcomes";
import type { Received } from "./received-event";
import { writeStepJournal } from "./write-step-journal";

type Options = {
  /** True for the last step that an event needs: events that succeed in it get their receipts. */
  settles?: boolean;
  /** True when failed events are left to somebody else, for example a sweep; their values are null. */
  leavesFailures?: boolean;
  /** False for a step that records no event, when other steps of the reaction do. */
  recordsEvents?: boolean;
};

/** What a reaction may do with the events of its run. */
export type Steps<R extends Received = Received> = {
  /** Runs one verb as a step, retried until it succeeds. Its result must survive JSON. */
  run<T>(name: string, verb: (ctx: RequestContext) => Promise<T>): Promise<T>;
  /**
   * Runs a verb for several events as one step. An event that is alone in its run is retried.
   *
   * @returns the value of each event, in order; null for an event that failed while others of the run succeeded. That
   * event is published again by itself.
   */
  together<T>(
    name: string,
    events: readonly R[],
    verb: (ctx: RequestContext) => Promise<Outcome<T>[]>,
    options?: Options,
  ): Promise<(T | null)[]>;
  /** Like `together`, for a verb that takes one event. */
  each<T>(
    name: string,
    verb: (ctx: RequestContext, event: R) => Promise<T>,
    options?: Options,
  ): Promise<(T | null)[]>;
  /** Confirms that the function has finished its events, outside of any step. */
  settle(): Promise<void>;
};

/** The part of the SDK's context that steps need. */
export type RunContext = {
  runId: string;
  attempt: number;
  step: { run(id: string, work: () => Promise<unknown>): Promise<unknown> };
};

/**
 * The steps of one run. Each attempt is written into the step journal; the receipts go with the last step.
 *
 * @param recordsEvents whether the reaction's verbs record events that have to be published.
 */
export function journaledSteps<R extends Received>(
  consumer: Consumer,
  run: RunContext,
  events: readonly R[],
  recordsEvents: boolean,
): Steps<R> {
  const ctx = contextOf(consumer, events);
  const steps: Steps<R> = {
    async together(name, about, verb, options = {}) {
      const wanted = {
        recordsEvents,
        ...options,
        maySeparate: options.settles === true && events.length > 1,
      };
      const step = { consumer, run, ctx, name, about, options: wanted };
      return (await run.step.run(name, () => withEngineErrors(() => attemptStep(step, verb)))) as never;
    },
    each: (name, verb, options) =>
      steps.together(name, events, () => outcomeOfEach(consumer, events, verb), options),
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

type Step = {
  consumer: Consumer;
  run: RunContext;
  ctx: RequestContext;
  name: string;
  about: readonly Received[];
  options: Options & { maySeparate: boolean };
};

/** One attempt at a step, in the traces of its events. */
function attemptStep<T>(
  step: Step,
  verb: (ctx: RequestContext) => Promise<Outcome<T>[]>,
): Promise<(T | null)[]> {
  const { consumer, run, ctx, name, about } = step;
  const attributes = { "msa.function": consumer, "msa.step": name, "msa.attempt": run.attempt };
  return withCorrelation(ctx.correlationId, () =>
    reactInTraces(`${consumer} ${name}`, attributes, about, (fail) => workOnStep(step, verb, fail)),
  );
}

/** Runs the verb, writes the journal and handles the events that failed. */
async function workOnStep<T>(
  { consumer, run, ctx, name, about, options }: Step,
  verb: (ctx: RequestContext) => Promise<Outcome<T>[]>,
  fail: (index: number, error: unknown) => void,
): Promise<(T | null)[]> {
  const { settles = false, leavesFailures = false, recordsEvents, maySeparate } = options;
  const startedAt = new Date();
  const outcomes = await attempted(about, () => verb(ctx));
  for (const [index, outcome] of outcomes.entries()) if ("error" in outcome) fail(index, outcome.error);
  if (recordsEvents) void afterCommit();
  await writeStepJournal(consumer, run, { step: name, startedAt, about, outcomes, settles });
  if (!leavesFailures) await handleFailures(consumer, { about, outcomes, maySeparate });
  // Also for events that failed: each of them has a run of its own from now on.
  if (settles) await resolveReplays(ctx, consumer, about);
  return outcomes.map((outcome) => ("value" in outcome ? (outcome.value ?? null) : null));
}

/** Runs a verb for one event after the other. A failure does not stop the others. */
async function outcomeOfEach<R extends Received, T>(
  consumer: Consumer,
  events: readonly R[],
  verb: (ctx: RequestContext, event: R) => Promise<T>,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  for (const event of events)
    outcomes.push(
      ...(await attempted([event], async () => [
        { value: await inTraceOfEvent(event.eventId, () => verb(contextOf(consumer, [event]), event)) },
      ])),
    );
  return outcomes;
}

/** The context of a step. It names the causing event and its correlation only when the run has one event. */
const contextOf = (consumer: Consumer, events: readonly Received[]): RequestContext => {
  const [first] = events;
  if (events.length !== 1 || !first) return systemContext(consumer);
  return { ...systemContext(consumer, first.eventId), correlationId: first.correlationId };
};

/**
 * Handles the events that failed. When some of a run's events failed, these are published again, each by itself, so that
 * each has its own retries and its own dead letter. When all failed, the step fails and the engine retries the run.
 *
 * @throws the first error, when the step fails.
 */
async function handleFailures(
  consumer: Consumer,
  { about, outcomes, maySeparate }: Tried & { maySeparate: boolean },
): Promise<void> {
  const failed = about.flatMap((event, index) => {
    const outcome = outcomes[index];
    return outcome && "error" in outcome ? [{ event, error: outcome.error }] : [];
  });
  const [first] = failed;
  if (!first) return;
  // When all events fail, the cause is probably not in one of them: they stay together.
  if (!maySeparate || failed.length === about.length) throw first.error;
  await redeliverSeparately(failed.map(({ event: { eventId } }) => ({ eventId, consumer })));
  void redeliver();
}

/** Closes the dead letters whose replays were among these events. */
async function resolveReplays(
  ctx: RequestContext,
  functionId: Consumer,
  events: readonly Received[],
): Promise<void> {
  for (const { replayOf: deadLetterId } of events)
    if (deadLetterId) await resolveDeadLetter(ctx, { deadLetterId, functionId });
}
