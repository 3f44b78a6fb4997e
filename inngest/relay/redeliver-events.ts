import { isRegistered } from "@/inngest/registration/engine-state";
import { unpacked } from "@/inngest/steps/received-event";
import { parkDeadLetter } from "@/server/assurance";
import { systemContext } from "@/server/shared/context";
import { databaseClock } from "@/server/shared/database-clock";
import {
  claimOverdue,
  deleteObsoleteDeliveries,
  exhaustedDeliveries,
  MAX_TRIES,
  type Overdue,
  redeliverSeparately,
  undoClaim,
} from "@/server/shared/deliveries";
import { uuidOf } from "@/server/shared/ids";
import { log } from "@/server/shared/log";
import { parkEvent } from "@/server/shared/outbox";
import { type Message, messageOf, messagesOf, requestsOf } from "./message-rules";
import { send } from "./publish-events";
import type { Pass } from "./pump";
import { Refused } from "./relay-events";

const BATCH = 200;

/** How long an engine ignores an event id that it has seen. */
const DEDUPE_MS = 24 * 3_600_000;

/**
 * Publishes again the events that a function has not confirmed in time. An engine that lost an event runs it now. An
 * engine that is only slow ignores the id that it knows. Events share messages here too, so that a slow engine gets no
 * more messages than before. An event without a confirmation after more than a day becomes a dead letter.
 */
export async function redeliverOverdue(): Promise<Pass> {
  await deleteObsoleteDeliveries();
  await parkExhaustedDeliveries();
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
    for (const request of requestsOf(messagesFor(overdue, await databaseClock()))) {
      await sendOrPark(request, overdue);
      const sent = new Set(request.flatMap(eventIdsOf));
      for (const each of unsent) if (sent.has(each.event.id)) unsent.delete(each);
    }
  } catch (error) {
    await undoClaim([...unsent].map(deliveryOf));
    throw error;
  }
}

const deliveryOf = ({ consumer, event }: Overdue) => ({ eventId: event.id, consumer });

const eventIdsOf = (message: Message): string[] => unpacked(message).flatMap(({ id }) => id ?? []);

/** One message for each event, also when several of its functions are late. Functions that have finished the event do nothing. */
function messagesFor(overdue: readonly Overdue[], now: Date): Message[] {
  const byEvent = new Map(overdue.map((each) => [each.event.id, each]));
  const isLate = ({ firstPublishedAt }: Overdue) => now.getTime() - firstPublishedAt.getTime() > DEDUPE_MS;
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

/** Sends messages. After a refusal it sends them one by one, to find and park the refused one. */
async function sendOrPark(messages: readonly Message[], overdue: readonly Overdue[]): Promise<void> {
  try {
    await send(messages);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [message, ...others] = messages;
    if (others.length > 0) for (const each of messages) await sendOrPark([each], overdue);
    else if (message) await parkMessage(message, overdue, error.message);
  }
}

async function parkMessage(message: Message, overdue: readonly Overdue[], reason: string): Promise<void> {
  const ids = eventIdsOf(message);
  if (ids.length > 1)
    return redeliverSeparately(overdue.filter(({ event }) => ids.includes(event.id)).map(deliveryOf));
  log.error({ eventId: ids[0], name: message.name, reason }, "the engine refuses an event");
  for (const id of ids) await parkEvent(id, reason);
}

async function parkExhaustedDeliveries(): Promise<void> {
  for (const { consumer, event } of await exhaustedDeliveries(BATCH))
    await parkDeadLetter(systemContext("redeliver-events"), {
      functionId: consumer,
      runId: `${consumer}/${event.id}`,
      event: messageOf(event),
      error: `after ${MAX_TRIES} tries the event engine has taken it and ${consumer} has never confirmed it`,
    });
}
