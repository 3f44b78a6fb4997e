import type { Envelope } from "@/server/shared/events";
import type { OutboxRow } from "@/server/shared/outbox";
import { inngest } from "./client";

/** An event as it travels. The engine ignores an id that it has seen within a day. */
type Message = { id: string; name: string; data: Envelope & Record<string, unknown> };

export const messageOf = (row: OutboxRow): Message => ({
  id: row.id,
  name: row.name,
  data: {
    eventId: row.id,
    version: row.version,
    correlationId: row.correlationId,
    causationId: row.causationId,
    occurredAt: row.occurredAt.toISOString(),
    data: row.data,
  },
});

const MAX_REQUEST_CHARACTERS = 500_000;

/** Cuts messages into requests that an engine takes; one that is too big by itself goes alone. */
export function* requestsOf<T>(messages: readonly T[]): Generator<T[]> {
  let request: T[] = [];
  let size = 0;
  for (const message of messages) {
    const length = JSON.stringify(message).length;
    if (request.length > 0 && size + length > MAX_REQUEST_CHARACTERS) {
      yield request;
      request = [];
      size = 0;
    }
    request.push(message);
    size += length;
  }
  if (request.length > 0) yield request;
}

/** Hands messages to the engine; throws when it did not take all of them. */
export async function sendMessages(
  messages: readonly { id: string; name: string; data: Record<string, unknown> }[],
): Promise<void> {
  for (const request of requestsOf(messages)) await inngest.send(request);
}
