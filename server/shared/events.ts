import { z } from "zod";

/** An event's contract: its name, its version and the schema of its data. Lives in a context's events.ts. */
export type EventDefinition<S extends z.ZodType = z.ZodType> = { name: string; version: number; data: S };

export const defineEvent = <S extends z.ZodType>(
  name: string,
  version: number,
  data: S,
): EventDefinition<S> => ({
  name,
  version,
  data,
});

export type DataOf<E> = E extends EventDefinition<infer S> ? z.output<S> : never;

/** The envelope around the data of each published event. */
export const envelope = z.object({
  eventId: z.uuid(),
  version: z.number().int().positive(),
  correlationId: z.uuid(),
  causationId: z.uuid().nullish(),
  occurredAt: z.iso.datetime({ offset: true }),
  /** The trace that published the event (W3C). Older releases do not send it, and ignore it. */
  traceparent: z.string().nullish().catch(null),
  data: z.unknown(),
});
export type Envelope = z.output<typeof envelope>;
