import { parkDeadLetter } from "@/server/assurance";
import { systemContext } from "@/server/shared/context";
import {
  claimOverdue,
  exhausted,
  MAX_TRIES,
  type Overdue,
  putBack,
  tidyDeliveries,
  tryAgainAlone,
} from "@/server/shared/deliveries";
import { uuidOf } from "@/server/shared/ids";
import { log } from "@/server/shared/log";
import { parkEvent } from "@/server/shared/outbox";
import { type Message, messageOf, messagesOf, requestsOf } from "./message-rules";
import { send } from "./publish-events";
import type { Pass } from "@/inngest/pump";
import { unpacked } from "@/inngest/steps/received-event";
import { isRegistered } from "@/inngest/registration/engine-state";
import { Refused } from "./relay-events";

const BATCH = 200;

/** How long an engine ignores an event id that it has seen. */
const DEDUPE_MS = 24 * 3_600_000;

/**
 * Publishes again what a function has not confirmed in time. An engine that lost an event runs it now; one that is
 * only slow ignores an id that it knows, and gets no more messages than it had: what waits travels together here too.
 * What was published in vain for more than a day ends as a dead letter.
 */
export async function redeliverOverdue(): Promise<Pass> {
  await tidyDeliveries();
  await parkExhausted();
  if (!(await isRegistered())) return "empty";
  const overdue = await claimOverdue(BATCH);
  if (overdue.length === 0) return "empty";
  log.warn(
    { deliveries: overdue.length, tries: Math.max(...overdue.map((each) => each.tries)) },
    "events are published again: nobody has confirmed them in time",
  );
  await sendAll(overdue);
  return { done: overdue.length };
}

async function sendAll(overdue: readonly Overdue[]): Promise<void> {
  const unsent = new Set(overdue);
  try {
    for (const request of requestsOf(messagesFor(overdue))) {
      await sendOrSetAside(request, overdue);
      const sent = new Set(request.flatMap(eventIdsOf));
      for (const each of unsent) if (sent.has(each.event.id)) unsent.delete(each);
    }
  } catch (error) {
    await putBack([...unsent].map(deliveryOf));
    throw error;
  }
}

const deliveryOf = ({ consumer, event }: Overdue) => ({ eventId: event.id, consumer });

const eventIdsOf = (message: Message): string[] => unpacked(message).flatMap(({ id }) => id ?? []);

/** One message for each event however many of its functions are late: those that are done do nothing again. */
function messagesFor(overdue: readonly Overdue[]): Message[] {
  const byEvent = new Map(overdue.map((each) => [each.event.id, each]));
  const isLate = ({ firstPublishedAt }: Overdue) => Date.now() - firstPublishedAt.getTime() > DEDUPE_MS;
  const all = [...byEvent.values()];
  const single = all.filter((each) => each.alone || isLate(each));
  return [
    ...messagesOf(all.filter((each) => !single.includes(each)).map(({ event }) => event)),
    ...single.map((each) => {
      const { event, tries } = each;
      return messageOf(event, isLate(each) ? uuidOf(`late:${event.id}:${tries}`) : event.id);
    }),
  ];
}

/** A message that the engine refuses must not keep back the others: it is found by sending them one by one. */
async function sendOrSetAside(messages: readonly Message[], overdue: readonly Overdue[]): Promise<void> {
  try {
    await send(messages);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [message, ...others] = messages;
    if (others.length > 0) for (const each of messages) await sendOrSetAside([each], overdue);
    else if (message) await setAside(message, overdue, error.message);
  }
}

async function setAside(message: Message, overdue: readonly Overdue[], reason: string): Promise<void> {
  const ids = eventIdsOf(message);
  if (ids.length > 1)
    return tryAgainAlone(overdue.filter(({ event }) => ids.includes(event.id)).map(deliveryOf));
  log.error({ eventId: ids[0], name: message.name, reason }, "the engine refuses an event");
  for (const id of ids) await parkEvent(id, reason);
}

async function parkExhausted(): Promise<void> {
  for (const { consumer, event } of await exhausted(BATCH))
    await parkDeadLetter(systemContext("redeliver-events"), {
      functionId: consumer,
      runId: `${consumer}/${event.id}`,
      event: messageOf(event),
      error: `after ${MAX_TRIES} tries the event engine has taken it and ${consumer} has never confirmed it`,
    });
}
