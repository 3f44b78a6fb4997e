import { z } from "zod";
import { type DataOf, type EventDefinition, envelope } from "@/server/shared/events";

/** An event that the engine delivered, checked against its contract. */
export type Received<E extends EventDefinition = EventDefinition> = {
  eventId: string;
  name: string;
  version: number;
  correlationId: string;
  occurredAt: string;
  data: DataOf<E>;
  /** The trace that published the event; null without tracing, and from an older release. */
  traceparent?: string | null;
  /** The id of the dead letter that an administrator replays; otherwise null. */
  replayOf: string | null;
};

/** An event of the engine. Its data is an envelope, or `{ together: envelopes }`. */
export type RawEvent = { id?: string; name: string; data?: unknown };

/** The event breaks its contract. Retries do not help. */
export class PoisonError extends Error {}

const together = z.object({
  together: z.array(z.looseObject({ eventId: z.string().optional() })).min(1),
  /** The replayed dead letter, which concerns each of the events. */
  replayOf: z.string().optional(),
});

/** The events of one message, without duplicates, each in the form of a message with one event. */
export function unpacked(raw: RawEvent): RawEvent[] {
  const several = together.safeParse(raw.data);
  if (!several.success) return [raw];
  const { together: parts, replayOf } = several.data;
  const seen = new Set<string>();
  return parts.flatMap((part) => {
    const { eventId } = part;
    if (eventId !== undefined && seen.has(eventId)) return [];
    if (eventId !== undefined) seen.add(eventId);
    const data = replayOf === undefined ? part : { ...part, replayOf };
    return [{ name: raw.name, data, ...(eventId !== undefined && { id: eventId }) }];
  });
}

/** @throws PoisonError for an unknown name or version, and for data that breaks the contract. */
export function receive<E extends EventDefinition>(definitions: readonly E[], event: RawEvent): Received<E> {
  const definition = definitions.find((d) => d.name === event.name);
  if (!definition) throw new PoisonError(`nobody here knows ${event.name}`);
  const sealed = envelope.safeParse(event.data);
  if (!sealed.success) throw new PoisonError(`${event.name} has no envelope: ${sealed.error.message}`);
  const { eventId, version, correlationId, occurredAt, traceparent = null } = sealed.data;
  if (version !== definition.version) {
    throw new PoisonError(`${event.name} has version ${version}, known is ${definition.version}`);
  }
  const data = definition.data.safeParse(sealed.data.data);
  if (!data.success) throw new PoisonError(`${event.name} breaks its contract: ${data.error.message}`);
  const { replayOf } = event.data as { replayOf?: unknown };
  return {
    eventId,
    name: event.name,
    version,
    correlationId,
    occurredAt,
    traceparent,
    data: data.data as DataOf<E>,
    replayOf: typeof replayOf === "string" ? replayOf : null,
  };
}
