import { type Context, context, createContextKey, ROOT_CONTEXT, type Span, trace } from "@opentelemetry/api";
import {
  CORRELATION,
  contextFrom,
  currentTraceparent,
  isTracing,
  linkTo,
  markFailed,
  SpanKind,
  traceparentOf,
  tracer,
} from "./trace";

/** An event with the trace in which it was recorded or published. */
export type TracedEvent = {
  eventId: string;
  name: string;
  correlationId: string;
  traceparent?: string | null;
};

const SPANS = createContextKey("msa.spans-of-events");
type SpansByEvent = ReadonlyMap<string, Span>;
const spansIn = (active: Context) => active.getValue(SPANS) as SpansByEvent | undefined;

const attributesOf = ({ eventId, name, correlationId }: TracedEvent) => ({
  "messaging.message.id": eventId,
  "msa.event.name": name,
  [CORRELATION]: correlationId,
});

/**
 * Runs one step of a reaction. Each event of the run gets a span in its own trace, so that a trace stays whole when events
 * travel together. The statements of the step stand in the trace of the first event that is recorded; the spans of the
 * others link to it.
 *
 * @param work gets a function that marks the span of one event, by its place in the list, as failed.
 */
export async function reactInTraces<T>(
  name: string,
  attributes: Record<string, string | number>,
  events: readonly TracedEvent[],
  work: (fail: (index: number, error: unknown) => void) => Promise<T>,
): Promise<T> {
  if (!isTracing()) return work(() => {});
  const spans = events.map((event) =>
    tracer().startSpan(
      name,
      { kind: SpanKind.CONSUMER, attributes: { ...attributes, ...attributesOf(event) } },
      contextFrom(event.traceparent),
    ),
  );
  const lead = spans.find((span) => span.isRecording()) ?? spans[0];
  for (const span of spans) if (lead && span !== lead) span.addLink({ context: lead.spanContext() });
  const byEvent: SpansByEvent = new Map(events.map(({ eventId }, index) => [eventId, spans[index] as Span]));
  const within = lead ? trace.setSpan(ROOT_CONTEXT, lead) : ROOT_CONTEXT;
  const fail = (index: number, error: unknown) => {
    const span = spans[index];
    if (span) markFailed(span, error);
  };
  try {
    return await context.with(within.setValue(SPANS, byEvent), () => work(fail));
  } finally {
    for (const span of spans) span.end();
  }
}

/** Runs work about one event of the run in that event's own trace. */
export function inTraceOfEvent<T>(eventId: string | null | undefined, work: () => T): T {
  const active = isTracing() ? context.active() : undefined;
  const span = active && eventId ? spansIn(active)?.get(eventId) : undefined;
  return active && span ? context.with(trace.setSpan(active, span), work) : work();
}

/** The `traceparent` for an event to record: of the event of the run that caused it, otherwise of the active span. */
export const traceparentFor = (causationId?: string | null): string | null =>
  isTracing() ? inTraceOfEvent(causationId, currentTraceparent) : null;

type Publishable = { id: string; name: string; correlationId: string; traceparent: string | null };

/**
 * Publishes events, each in a span of its own trace. `work` gets the events with the `traceparent` of these spans, which
 * travels on with the event. An event that was recorded without a trace stays without one.
 */
export async function publishInTraces<E extends Publishable>(
  events: readonly E[],
  work: (events: E[]) => Promise<void>,
): Promise<void> {
  if (!isTracing()) return work([...events]);
  const spans = new Map<E, Span>();
  for (const event of events) {
    if (linkTo(event.traceparent).length === 0) continue;
    const attributes = attributesOf({ ...event, eventId: event.id });
    const request = { kind: SpanKind.PRODUCER, attributes };
    spans.set(event, tracer().startSpan(`publish ${event.name}`, request, contextFrom(event.traceparent)));
  }
  const sent = events.map((event) => {
    const span = spans.get(event);
    return span ? { ...event, traceparent: traceparentOf(span.spanContext()) } : event;
  });
  try {
    await work(sent);
  } catch (error) {
    for (const span of spans.values()) markFailed(span, error);
    throw error;
  } finally {
    for (const span of spans.values()) span.end();
  }
}

/** Records in the trace of each event that a projection has written it. The write has begun at `startTime`. */
export function noteProjected(projection: string, events: readonly TracedEvent[], startTime: Date): void {
  for (const event of events) {
    const attributes = { ...attributesOf(event), "msa.projection.rows": events.length };
    tracer()
      .startSpan(
        `project ${projection}`,
        { kind: SpanKind.CONSUMER, attributes, startTime },
        contextFrom(event.traceparent),
      )
      .end();
  }
}
