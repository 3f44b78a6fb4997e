import type { IncomingMessage, ServerResponse } from "node:http";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { env } from "@/server/shared/env";
import { contextFrom, isTracing, SpanKind, tracer } from "@/server/shared/trace";
import { isUntraced, UNTRACED } from "@/server/shared/trace-rules";

/**
 * Handles a request of our own Node server in a span: from its first byte to the end of the answer, with all that Next does
 * inside. It continues the trace of a proxy (`traceparent`). Where no proxy stands in front of the site, only the client can
 * have sent that header: it is dropped, so that nobody can force traces or join the trace of somebody else.
 */
export function traceRequest(request: IncomingMessage, response: ServerResponse, handle: () => void): void {
  if (!isTracing()) {
    handle();
    return;
  }
  const { traceparent } = request.headers;
  const trusted = env().TRUSTED_PROXY_HOPS > 0 && typeof traceparent === "string" ? traceparent : null;
  delete request.headers.traceparent;
  delete request.headers.tracestate;
  delete request.headers.baggage;
  const method = request.method ?? "GET";
  const parent = contextFrom(trusted);
  const attributes = {
    "http.request.method": method,
    ...(isUntraced(request.url ?? "/") && { [UNTRACED]: true }),
  };
  const span = tracer().startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
  const end = (endedAt: number) => {
    // Next has noted here which route has answered.
    const { "http.route": route } = (span as { attributes?: Record<string, unknown> }).attributes ?? {};
    if (typeof route === "string") span.updateName(`${method} ${route}`);
    span.setAttribute("http.response.status_code", response.statusCode);
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    if (!response.writableFinished) span.setAttribute("msa.response.aborted", true);
    span.end(endedAt);
  };
  // Next names the route on this span a moment after the answer has gone.
  response.once("close", () => setImmediate(end, Date.now()));
  context.with(trace.setSpan(parent, span), handle);
}
