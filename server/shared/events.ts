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

/**
 * An event as one context reads it: with a schema of its own for the fields that it uses. Only `reads` makes one.
 * `published` is the publisher's side of the contract.
 */
export type ReadEvent<S extends z.ZodType = z.ZodType> = EventDefinition<S> & {
  readonly published: EventDefinition;
};

/**
 * The contract between an event and a reader of it: the reader names each field that it uses, with its type, and gets no
 * other. The compiler refuses a field that the event does not have. `tools/contracts` proves the rest: every value that the
 * publisher accepts, and every example of an older version, is accepted by the reader.
 */
export const reads = <P extends z.ZodType, S extends z.ZodType>(
  published: EventDefinition<P>,
  data: S & (z.output<P> extends z.input<S> ? unknown : never),
): ReadEvent<S> => ({ name: published.name, version: published.version, data, published });

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
