import { NonRetriableError } from "inngest";
import { parkDeadLetter, resolveDeadLetter } from "@/server/operations";
import { type RequestContext, systemContext } from "@/server/shared/context";
import type { EventDefinition } from "@/server/shared/events";
import { inngest, MAX_RUNTIME } from "./client";
import { PoisonError, type Received, receive } from "./received";
import { journaledSteps, type RunContext, type Steps } from "./steps";

/** Hours with the engine's backoff: a reaction outlasts an outage before it becomes a dead letter. */
const RETRIES = 12;

type RawEvent = { id?: string; name: string; data?: unknown };
type Run = RunContext & { event: RawEvent; events: RawEvent[] };

type Spec<E extends EventDefinition> = {
  /** `<verb>-on-<event>`; the name in the engine, the journal and the dead letters. */
  id: string;
  on: E | readonly E[];
  /** False for verbs that never record an event: the outbox need not be looked at after them. */
  recordsEvents?: boolean;
};

/** One step, one verb: nearly all of them. */
type Reaction<E extends EventDefinition> = Spec<E> & {
  step: string;
  verb: (ctx: RequestContext, event: Received<E>) => Promise<unknown>;
};

type SteppedReaction<E extends EventDefinition> = Spec<E> & {
  react: (event: Received<E>, steps: Steps) => Promise<unknown>;
};

type BatchReaction<E extends EventDefinition> = Spec<E> & {
  batch: { maxSize: number; timeout: `${number}s` };
  react: (events: Received<E>[], steps: Steps) => Promise<unknown>;
};

const listOf = <E>(on: E | readonly E[]): readonly E[] => (Array.isArray(on) ? on : [on as E]);

const options = <E extends EventDefinition>({ id, on }: Spec<E>) => ({
  id,
  triggers: listOf(on).map(({ name }) => ({ event: name })),
  retries: RETRIES as 12,
  onFailure: ({ event, error }: { event: { data: unknown }; error: Error }) =>
    parkFailure(id, event.data as FailureData, error),
});

/**
 * One reaction to an event: a function of the engine whose one step calls one verb. An event that is not
 * what it should be, and a run that has used up its retries, end as dead letters.
 */
export function reaction<E extends EventDefinition>(spec: Reaction<E>) {
  // Nothing follows the step: it is reported with the run's end, in the answer to the engine's call.
  const checkpointing = { bufferedSteps: 2, maxRuntime: MAX_RUNTIME } as const;
  return inngest.createFunction({ ...options(spec), checkpointing }, async (ctx) => {
    const { event, steps } = begin(spec, ctx as unknown as Run);
    return steps.run(spec.step, async (request) => {
      const result = await spec.verb(request, event);
      await resolveReplay(request, spec.id, event);
      return result ?? null;
    });
  });
}

/** Like `reaction`, with as many steps as it takes, and sleeps: each step is on record before the next begins. */
export function steppedReaction<E extends EventDefinition>(spec: SteppedReaction<E>) {
  return inngest.createFunction(options(spec), async (ctx) => {
    const { event, steps } = begin(spec, ctx as unknown as Run);
    const result = await spec.react(event, steps);
    await resolveReplays(spec.id, [event], steps);
    return result ?? null;
  });
}

function begin<E extends EventDefinition>(spec: Spec<E>, run: Run) {
  const event = understood(listOf(spec.on), run.event);
  return { event, steps: journaledSteps(spec.id, run, [event], spec.recordsEvents ?? true) };
}

/** Like `reaction`, for events that may be gathered for a moment; a bad one is set aside, the others go on. */
export function batchReaction<E extends EventDefinition>(spec: BatchReaction<E>) {
  return inngest.createFunction({ ...options(spec), batchEvents: spec.batch }, async (ctx) => {
    const run = ctx as unknown as Run;
    const good: Received<E>[] = [];
    for (const raw of run.events) {
      const event = orPoison(listOf(spec.on), raw);
      if (!(event instanceof PoisonError)) good.push(event);
      else await run.step.run(`park-${raw.id}`, () => park(spec.id, `${run.runId}/${raw.id}`, raw, event));
    }
    if (good.length === 0) return null;
    const steps = journaledSteps(spec.id, run, good, spec.recordsEvents ?? true);
    const result = await spec.react(good, steps);
    await resolveReplays(spec.id, good, steps);
    return result ?? null;
  });
}

function orPoison<E extends EventDefinition>(definitions: readonly E[], raw: RawEvent) {
  try {
    return receive(definitions, raw);
  } catch (error) {
    if (error instanceof PoisonError) return error;
    throw error;
  }
}

function understood<E extends EventDefinition>(definitions: readonly E[], raw: RawEvent): Received<E> {
  const event = orPoison(definitions, raw);
  if (event instanceof PoisonError) throw new NonRetriableError(event.message);
  return event;
}

async function resolveReplays(functionId: string, events: readonly Received[], steps: Steps): Promise<void> {
  for (const event of events)
    if (event.replayOf)
      await steps.run("resolve-dead-letter", (ctx) => resolveReplay(ctx, functionId, event));
}

/** An event that an administrator played again and that has now been dealt with. */
async function resolveReplay(ctx: RequestContext, functionId: string, event: Received): Promise<void> {
  if (event.replayOf) await resolveDeadLetter(ctx, { deadLetterId: event.replayOf, functionId });
}

type FailureData = { run_id: string; event: RawEvent; events?: RawEvent[] };

/** One dead letter per event of the run. */
async function parkFailure(functionId: string, data: FailureData, error: Error): Promise<void> {
  const events = data.events?.length ? data.events : [data.event];
  for (const event of events) {
    const runId = events.length > 1 ? `${data.run_id}/${event.id}` : data.run_id;
    await park(functionId, runId, event, error);
  }
}

const park = (functionId: string, runId: string, event: RawEvent, error: Error) =>
  parkDeadLetter(systemContext(functionId), {
    functionId,
    runId,
    event: { ...event, data: event.data ?? null },
    error: error.message,
  });
