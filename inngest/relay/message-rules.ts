import { z } from "zod";
import { mayShareMessage } from "@/inngest/subscriptions";
import type { Envelope } from "@/server/shared/events";
import { uuidOf } from "@/server/shared/ids";
import type { OutboxRow } from "@/server/shared/outbox";

/**
 * An event as the engine gets it. `data` is one event's envelope, or `{ together: envelopes }` for several events of one
 * name. For 24 hours an engine starts no second run for an id that it has seen.
 */
export type Message = { id: string; name: string; data: Record<string, unknown> };

/** The most events of one message. More would save little, and a run must end within seconds. */
export const MAX_TOGETHER = 40;

/** Less than half of the limit of an engine's smallest plan (256 KiB for each event). */
export const MAX_TOGETHER_BYTES = 100_000;

const envelopeOf = (row: OutboxRow): Envelope & Record<string, unknown> => ({
  eventId: row.id,
  version: row.version,
  correlationId: row.correlationId,
  causationId: row.causationId,
  occurredAt: row.occurredAt.toISOString(),
  ...(row.traceparent && { traceparent: row.traceparent }),
  data: row.data,
});

/** A message with one event, under the event's own id unless another is given. */
export const messageOf = (row: OutboxRow, id = row.id): Message => ({
  id,
  name: row.name,
  data: envelopeOf(row),
});

/** The part of a message's data that says when an event occurred. */
const occurred = z.looseObject({ occurredAt: z.iso.datetime({ offset: true }) });

/**
 * Returns the time of a message for the engine, in milliseconds: when its event, or the first of several, occurred, by
 * the database's clock. An engine starts nothing before that time. Without one the engine gets the sender's time, and a
 * sender whose clock is fast holds back everything that follows. Undefined for a malformed message.
 */
export function timeOf({ data }: Message): number | undefined {
  const first = Array.isArray(data.together) ? data.together[0] : data;
  const read = occurred.safeParse(first);
  return read.success ? Date.parse(read.data.occurredAt) : undefined;
}

/** Packs events into messages. Events of one name that wait at the same time share a message, and so a run of each function. */
export function messagesOf(rows: readonly OutboxRow[]): Message[] {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const key = mayShareMessage(row.name) ? row.name : row.id;
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
/** The engine's limit for one request. */
const MAX_REQUEST_EVENTS = 5_000;

/** Divides messages into requests within the engine's limits. A message above the limits gets a request of its own. */
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
