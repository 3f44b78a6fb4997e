import type { Envelope } from "@/server/shared/events";
import { uuidOf } from "@/server/shared/ids";
import type { OutboxRow } from "@/server/shared/outbox";
import { inngest } from "@/inngest/client";
import { mayTravelTogether } from "@/inngest/subscriptions";

/**
 * An event as the engine gets it: one event's envelope, or those of several of one name under `together`.
 * Within a day an engine starts no second run for an id that it has seen; a batching function may get it twice.
 */
export type Message = { id: string; name: string; data: Record<string, unknown> };

/** How many events share a message. More save little, and a run must end in seconds. */
export const MAX_TOGETHER = 40;

/** Below half of what an engine takes on its smallest plan (256 KiB an event). */
export const MAX_TOGETHER_BYTES = 100_000;

const envelopeOf = (row: OutboxRow): Envelope & Record<string, unknown> => ({
  eventId: row.id,
  version: row.version,
  correlationId: row.correlationId,
  causationId: row.causationId,
  occurredAt: row.occurredAt.toISOString(),
  data: row.data,
});

/** One event by itself, under its own id unless another is given. */
export const messageOf = (row: OutboxRow, id = row.id): Message => ({
  id,
  name: row.name,
  data: envelopeOf(row),
});

/** Few messages for many events: those of one name that wait at the same time share a run of each function. */
export function messagesOf(rows: readonly OutboxRow[]): Message[] {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const key = mayTravelTogether(row.name) ? row.name : row.id;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((group) => [...chunksOf(group)].map(joined));
}

function joined(rows: readonly OutboxRow[]): Message {
  const [first] = rows as [OutboxRow];
  if (rows.length === 1) return messageOf(first);
  const id = uuidOf(`together:${rows.map((row) => row.id).join(",")}`);
  return { id, name: first.name, data: { together: rows.map(envelopeOf) } };
}

const chunksOf = (rows: readonly OutboxRow[]) =>
  cut(rows, (row) => Buffer.byteLength(JSON.stringify(row.data)), MAX_TOGETHER_BYTES, MAX_TOGETHER);

const MAX_REQUEST_CHARACTERS = 500_000;
/** What an engine takes in one request. */
const MAX_REQUEST_EVENTS = 5_000;

/** Cuts messages into requests that an engine takes; one that is too big by itself goes alone. */
export const requestsOf = <T>(messages: readonly T[]): Generator<T[]> =>
  cut(messages, (message) => JSON.stringify(message).length, MAX_REQUEST_CHARACTERS, MAX_REQUEST_EVENTS);

function* cut<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  maxSize: number,
  maxItems: number,
): Generator<T[]> {
  let part: T[] = [];
  let size = 0;
  for (const item of items) {
    const own = sizeOf(item);
    if (part.length > 0 && (size + own > maxSize || part.length >= maxItems)) {
      yield part;
      part = [];
      size = 0;
    }
    part.push(item);
    size += own;
  }
  if (part.length > 0) yield part;
}

/** Hands messages to the engine; throws when it did not take all of them. */
export async function sendMessages(messages: readonly Message[]): Promise<void> {
  for (const request of requestsOf(messages)) await inngest.send(request);
}
