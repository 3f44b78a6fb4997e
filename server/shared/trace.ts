import {
  type Context,
  context,
  isSpanContextValid,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { errorFacts, errorText } from "./error-facts";
import { AppError, type ErrorCode } from "./errors";
import { withoutCorrelation } from "./log-context";
import { withoutReservedConnections } from "./pool";
import { outsideRequest } from "./request-facts";

/** The instrumentation scope of our own spans. Only they may carry free text (`trace-rules.ts`). */
export const SCOPE = "msa-air";

/** The attribute that names the reservation, or another correlation id. */
export const CORRELATION = "msa.correlation.id";

export { SpanKind };

// Next bundles routes and instrumentation separately. State that both need is kept on `globalThis`.
const store = globalThis as typeof globalThis & { msaIsTracing?: boolean };

/** Whether this process records traces (`startTracing`). Otherwise the functions of this file only run their work. */
export const isTracing = (): boolean => store.msaIsTracing === true;

/** For `startTracing` only. */
export function setTracing(tracing: boolean): void {
  store.msaIsTracing = tracing;
}

export const tracer = () => trace.getTracer(SCOPE);

/** Values that say what was done. Never personal data: no names, no addresses, no texts that a person typed. */
export type Attributes = Record<string, string | number | boolean | undefined>;

export type SpanRequest = {
  kind?: SpanKind;
  attributes?: Attributes;
  /** Spans of other traces that belong to the story. */
  links?: readonly SpanContext[];
  /** The context to continue; the active one unless it is given. */
  parent?: Context;
};

const NO_SPAN = trace.wrapSpanContext({ traceId: "", spanId: "", traceFlags: TraceFlags.NONE });

/** Runs `work` in a span. An error marks the span and is thrown on. */
export function spanned<T>(name: string, request: SpanRequest, work: (span: Span) => T): T {
  if (!isTracing()) return work(NO_SPAN);
  const { parent = context.active(), links = [], kind = SpanKind.INTERNAL, attributes = {} } = request;
  const options = { kind, attributes, links: links.map((linked): Link => ({ context: linked })) };
  const span = tracer().startSpan(name, options, parent);
  return context.with(trace.setSpan(parent, span), () => ended(span, work));
}

/**
 * Like `spanned`, but only as a part of a recorded trace. Work that a timer starts and that mostly finds nothing to do begins
 * no trace.
 */
export const spannedWithin = <T>(name: string, request: SpanRequest, work: (span: Span) => T): T =>
  isTracing() && trace.getActiveSpan()?.isRecording() ? spanned(name, request, work) : work(NO_SPAN);

function ended<T>(span: Span, work: (span: Span) => T): T {
  const failed = (error: unknown): never => {
    markFailed(span, error);
    span.end();
    throw error;
  };
  let result: T;
  try {
    result = work(span);
  } catch (error) {
    return failed(error);
  }
  if (result instanceof Promise)
    return result.then((value) => {
      span.end();
      return value;
    }, failed) as T;
  span.end();
  return result;
}

/** Refusals that a person can do nothing about. All others are answers, and mark no span as failed. */
const faults = new Set<ErrorCode>(["INTERNAL", "UNAVAILABLE", "PAYMENT_UNAVAILABLE"]);

/** Marks a span as failed, with the facts of the error and none of its values. A refusal is only named. */
export function markFailed(span: Span, error: unknown): void {
  if (!span.isRecording()) return;
  if (error instanceof AppError && !faults.has(error.code)) {
    span.setAttribute("msa.refusal", error.code);
    return;
  }
  const { type, code, stack } = errorFacts(error);
  const message = errorText(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.setAttribute("error.type", code ?? type);
  span.addEvent("exception", {
    "exception.type": type,
    "exception.message": message,
    ...(stack && { "exception.stacktrace": stack }),
  });
}

/** A span's context as W3C `traceparent`. */
export const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;

/** The active span as W3C `traceparent`, to be stored or sent with the work that follows; null outside of a trace. */
export function currentTraceparent(): string | null {
  const active = isTracing() ? trace.getSpanContext(context.active()) : undefined;
  return active && isSpanContextValid(active) ? traceparentOf(active) : null;
}

/** The context of a span of earlier work. Without a readable `traceparent` it is the root: the work starts a new trace. */
export const contextFrom = (traceparent: string | null | undefined): Context =>
  traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : ROOT_CONTEXT;

/** The span that a `traceparent` names, for a link: a list of one, or an empty one. */
export function linkTo(traceparent: string | null | undefined): SpanContext[] {
  const named = trace.getSpanContext(contextFrom(traceparent));
  return named ? [named] : [];
}

/**
 * Runs `work` as a part of the trace that `traceparent` names: the one of a click, for a notice or an answer that comes in a
 * request of its own. The two traces are linked in both directions. Without a `traceparent` the work stays where it is.
 */
export function inTraceOf<T>(
  traceparent: string | null | undefined,
  name: string,
  attributes: Attributes,
  work: () => T,
): T {
  const [earlier] = isTracing() ? linkTo(traceparent) : [];
  const active = trace.getActiveSpan();
  if (!earlier || active?.spanContext().traceId === earlier.traceId) return work();
  active?.addLink({ context: earlier });
  const links = active && isSpanContextValid(active.spanContext()) ? [active.spanContext()] : [];
  return spanned(name, { attributes, links, parent: contextFrom(traceparent) }, work);
}

/**
 * Runs work that belongs to no request: outside of every trace, without a request or a correlation id in its log lines, and
 * without the right to the reserved connections, which a payment in progress may have started it with.
 */
export const detached = <T>(work: () => T): T =>
  withoutReservedConnections(() =>
    outsideRequest(() => withoutCorrelation(() => (isTracing() ? context.with(ROOT_CONTEXT, work) : work()))),
  );
