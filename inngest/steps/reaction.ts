import { NonRetriableError } from "inngest";
import { inngest } from "@/inngest/client";
import { redeliver } from "@/inngest/relay/after-commit";
import { type Consumer, type EventFor, subscriptions } from "@/inngest/subscriptions";
import { parkDeadLetter } from "@/server/assurance";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { redeliverSeparately } from "@/server/shared/deliveries";
import type { EventDefinition } from "@/server/shared/events";
import { withEngineErrors } from "./engine-errors";
import { journaledSteps, type RunContext, type Steps } from "./journaled-steps";
import { PoisonError, type RawEvent, type Received, receive, unpacked } from "./received-event";

/** With the engine's backoff about eight hours, so that a reaction survives an outage before it becomes a dead letter. */
const RETRIES = 12;

type Run = RunContext & { event: RawEvent };
type Event<C extends Consumer> = Received<EventFor<C>>;

type Spec<C extends Consumer> = {
  /** `<verb>-on-<event>`: the name in the engine, the journal, the receipts and the dead letters. */
  id: C;
  /** False for verbs that never record an event. */
  recordsEvents?: boolean;
};

/** A reaction of one step with one verb. */
type Reaction<C extends Consumer> = Spec<C> & {
  step: string;
  verb: (ctx: RequestContext, event: Event<C>) => Promise<unknown>;
};

/** A reaction of several steps. It confirms its events in its last step (`settles`) or by `settle()`. */
type SteppedReaction<C extends Consumer> = Spec<C> & {
  react: (events: readonly Event<C>[], steps: Steps<Event<C>>) => Promise<unknown>;
};

/**
 * A function of the engine that calls one verb, in one step, for each event of its run. An event that breaks its
 * contract, and an event whose run has used up its retries, become dead letters.
 */
export const reaction = <C extends Consumer>({ step, verb, ...spec }: Reaction<C>) =>
  steppedReaction({
    ...spec,
    async react(_, steps) {
      const results = await steps.each(step, verb, { settles: true });
      return results.length === 1 ? results[0] : results;
    },
  });

/** Like `reaction`, with several steps. Each step is recorded before the next one begins. */
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
      const events = await parsedEvents(spec.id, definitions, run);
      if (events.length === 0) return null;
      const steps = journaledSteps(spec.id, run, events, spec.recordsEvents ?? true);
      return (await spec.react(events, steps)) ?? null;
    },
  );
}

/** Parses the events of a run. A malformed event is parked when the run has others; otherwise the run ends. */
async function parsedEvents<E extends EventDefinition>(
  consumer: Consumer,
  definitions: readonly E[],
  { event, runId, step }: Run,
): Promise<Received<E>[]> {
  const raws = unpacked(event);
  const good: Received<E>[] = [];
  for (const [index, raw] of raws.entries()) {
    const read = parseOrPoison(definitions, raw);
    if (!(read instanceof PoisonError)) good.push(read);
    else if (raws.length === 1) throw new NonRetriableError(read.message);
    else
      await step.run(`park-${index}`, () =>
        withEngineErrors(() => park(consumer, `${runId}/${index}`, raw, read)),
      );
  }
  return good;
}

function parseOrPoison<E extends EventDefinition>(definitions: readonly E[], raw: RawEvent) {
  try {
    return receive(definitions, raw);
  } catch (error) {
    if (error instanceof PoisonError) return error;
    throw error;
  }
}

type FailureData = { run_id: string; event: RawEvent };

/** Handles a run that used up its retries: its event becomes a dead letter. Several events are published again one by one. */
async function parkFailure(consumer: Consumer, data: FailureData, error: Error): Promise<void> {
  const raws = unpacked(data.event);
  if (raws.length === 1) return park(consumer, data.run_id, data.event, error);
  await redeliverSeparately(raws.flatMap(({ id: eventId }) => (eventId ? [{ eventId, consumer }] : [])));
  void redeliver();
}

const park = (functionId: Consumer, runId: string, event: RawEvent, error: Error) =>
  parkDeadLetter(systemContext(functionId), {
    functionId,
    runId,
    event: { ...event, data: event.data ?? null },
    error: error.message,
  });
