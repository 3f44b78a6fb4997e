import { type DataOf, type EventDefinition, envelope } from "@/server/shared/events";

/** An event that arrived, checked against its contract. */
export type Received<E extends EventDefinition = EventDefinition> = {
  eventId: string;
  name: string;
  version: number;
  correlationId: string;
  occurredAt: string;
  data: DataOf<E>;
  /** Set when an administrator plays a dead letter again. */
  replayOf: string | null;
};

/** The event is not what its name promises and never will be. */
export class PoisonError extends Error {}

/** @throws PoisonError for an unknown name or version, and for data that breaks the contract. */
export function receive<E extends EventDefinition>(
  definitions: readonly E[],
  event: { name: string; data?: unknown },
): Received<E> {
  const definition = definitions.find((d) => d.name === event.name);
  if (!definition) throw new PoisonError(`nobody here knows ${event.name}`);
  const sealed = envelope.safeParse(event.data);
  if (!sealed.success) throw new PoisonError(`${event.name} has no envelope: ${sealed.error.message}`);
  const { eventId, version, correlationId, occurredAt } = sealed.data;
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
    data: data.data as DataOf<E>,
    replayOf: typeof replayOf === "string" ? replayOf : null,
  };
}
