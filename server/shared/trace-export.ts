import type { ReadableSpan, SpanExporter, SpanProcessor } from "@opentelemetry/sdk-trace-node";
import { log } from "./log";
import { SCOPE } from "./trace";
import { isNoise, safeAttributes, safeException, safeName } from "./trace-rules";

const isOurs = (span: ReadableSpan) => span.instrumentationScope.name === SCOPE;

/** Drops the spans that say nothing, before they are queued. */
export function withoutNoise(processor: SpanProcessor): SpanProcessor {
  return {
    onStart: (span, context) => processor.onStart(span, context),
    onEnd: (span) => {
      if (isOurs(span) || !isNoise(span.attributes)) processor.onEnd(span);
    },
    forceFlush: () => processor.forceFlush(),
    shutdown: () => processor.shutdown(),
  };
}

/** A library's span without any values; a span of our own as it is. */
function safeSpan(span: ReadableSpan): ReadableSpan {
  if (isOurs(span)) return span;
  const { status, events } = span;
  return Object.create(span, {
    name: { value: safeName(span.name) },
    attributes: { value: safeAttributes(span.attributes) },
    status: { value: { code: status.code } },
    events: {
      value: events.map(({ name, time, attributes }) => ({
        name,
        time,
        attributes: safeException(attributes),
      })),
    },
  }) as ReadableSpan;
}

const REMINDER_MS = 60_000;

/**
 * An exporter that sends spans without values. When spans cannot be delivered they are lost, and the log says so: once, then
 * once a minute, and when they are delivered again.
 */
export function safeExporter(exporter: SpanExporter): SpanExporter {
  let lost = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  const note = (spans: number, error: Error | undefined): void => {
    lost += spans;
    if (performance.now() - saidAt < REMINDER_MS) return;
    saidAt = performance.now();
    log.warn({ err: error, lost }, "traces are not delivered");
  };
  return {
    export(spans, done) {
      exporter.export(spans.map(safeSpan), (result) => {
        if (result.code !== 0) note(spans.length, result.error);
        else if (lost > 0) {
          log.info({ lost }, "traces are delivered again");
          lost = 0;
          saidAt = Number.NEGATIVE_INFINITY;
        }
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
