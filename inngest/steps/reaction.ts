import { NonRetriableError } from "inngest";
import { parkDeadLetter } from "@/server/assurance";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { tryAgainAlone } from "@/server/shared/deliveries";
import type { EventDefinition } from "@/server/shared/events";
import { redeliver } from "@/inngest/relay/after-commit";
import { inngest } from "@/inngest/client";
import { withEngineErrors } from "./engine-errors";
import { PoisonError, type RawEvent, type Received, receive, unpacked } from "./received-event";
import { journaledSteps, type RunContext, type Steps } from "./.";
import { type Consumer, type EventFor, subscriptions } from "@/inngest/subscriptions";

/** Eight hours with the engine's backoff: a reaction outlasts an outage before it becomes a dead letter. */
const RETRIES = 12;

type Run = RunContext & { event: RawEvent };
type Event<C extends Consumer> = Received<EventFor<C>>;

type Spec<C extends Consumer> = {
  /** `<verb>-on-<event>`; the name in the engine, the journal, the receipts and the dead letters. */
  id: C;
  /** False for verbs that never record an event: nothing follows them. */
  recordsEvents?: boolean;
};

/** One step, one verb: nearly all of them. */
type Reaction<C extends Consumer> = Spec<C> & {
  step: string;
  verb: (ctx: RequestContext, event: Event<C>) => Promise<unknown>;
};

/** Several steps. A reaction that does not settle its events in a step says at its end that it is done. */
type SteppedReaction<C extends Consumer> = Spec<C> & {
  react: (events: readonly Event<C>[], steps: Steps<Event<C>>) => Promise<unknown>;
};

/**
 * One reaction to an event: a function of the engine whose one step calls one verb, for each event of its run.
 * An event that is not what it should be, and one whose run has used up its retries, end as dead letters.
 */
export const reaction = <C extends Consumer>({ step, verb, ...spec }: Reaction<C>) =>
  steppedReaction({
    ...spec,
    async react(_, steps) {
      const results = await steps.each(step, verb, { settles: true });
      return results.length === 1 ? results[0] : results;
    },
  });

/** Like `reaction`, with as many steps as it takes: each is on record before the next begins. */
export function steppedReaction<C extends Consumer>(spec: SteppedReaction<C>) {
  const definitions: readonly EventFor<C>[] = subscriptions[spec.id];
  return inngest.createFunction(
    {
      id: spec.id,
      triggers: definitions.map(({ name }) => ({ event: name })),
      retries: RETRIES as 12,
      onFailure: ({ event, error }: { event: { data: unknown }; error: Error }) =>
        parkFailure(spec.id, event.data as FailureData, error),
    },
    async (ctx) => {
      const run = ctx as unknown as Run;
      const events = await understood(spec.id, definitions, run);
      if (events.length === 0) return null;
      const steps = journaledSteps(spec.id, run, events, spec.recordsEvents ?? true);
      return (await spec.react(events, steps)) ?? null;
    },
  );
}

/** The events of a run. A bad one in company is set aside, and the others go on; alone it ends its run. */
async function understood<E extends EventDefinition>(
  consumer: Consumer,
  definitions: readonly E[],
  { event, runId, step }: Run,
): Promise<Received<E>[]> {
  const raws = unpacked(event);
  const good: Received<E>[] = [];
  for (const [index, raw] of raws.entries()) {
    const read = orPoison(definitions, raw);
    if (!(read instanceof PoisonError)) good.push(read);
    else if (raws.length === 1) throw new NonRetriableError(read.message);
    else
      await step.run(`park-${index}`, () =>
        withEngineErrors(() => park(consumer, `${runId}/${index}`, raw, read)),
      );
  }
  return good;
}

function orPoison<E extends EventDefinition>(definitions: readonly E[], raw: RawEvent) {
  try {
    return receive(definitions, raw);
  } catch (error) {
    if (error instanceof PoisonError) return error;
    throw error;
  }
}

type FailureData = { run_id: string; event: RawEvent };

/** A run is given up: its event becomes a dead letter. Of several, those not yet done come again one by one. */
async function parkFailure(consumer: Consumer, data: FailureData, error: Error): Promise<void> {
  const raws = unpacked(data.event);
  if (raws.length === 1) return park(consumer, data.run_id, data.event, error);
  await tryAgainAlone(raws.flatMap(({ id: eventId }) => (eventId ? [{ eventId, consumer }] : [])));
  void redeliver();
}

const park = (functionId: Consumer, runId: string, event: RawEvent, error: Error) =>
  parkDeadLetter(systemContext(functionId), {
    functionId,
    runId,
    event: { ...event, data: event.data ?? null },
    error: error.message,
  });
