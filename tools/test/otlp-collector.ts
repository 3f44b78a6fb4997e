import http from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** A span as a collector gets it. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  /** Null for the root of a trace. */
  parentSpanId: string | null;
  name: string;
  service: string;
  attributes: Record<string, string | number | boolean>;
  failed: boolean;
  links: { traceId: string; spanId: string }[];
  /** All of it, as it was sent. */
  text: string;
}

/** A collector of OpenTelemetry on the loopback, for tests: it takes traces as OTLP/HTTP in JSON and keeps them. */
export interface OtlpCollector {
  url: string;
  spans: CollectedSpan[];
  /** Calls that were made, also those that were not answered. */
  requests: number;
  /** While true, calls are taken and never answered. */
  hangs: boolean;
  stop(): Promise<void>;
}

const value = z
  .looseObject({
    stringValue: z.string().optional(),
    intValue: z.coerce.number().optional(),
    doubleValue: z.number().optional(),
    boolValue: z.boolean().optional(),
  })
  .transform((v) => v.stringValue ?? v.intValue ?? v.doubleValue ?? v.boolValue ?? "");
const attributes = z
  .array(z.object({ key: z.string(), value }))
  .default([])
  .transform((list) => Object.fromEntries(list.map((each) => [each.key, each.value])));
const traceId = z.string().regex(/^[0-9a-f]{32}$/);
const spanId = z.string().regex(/^[0-9a-f]{16}$/);
const span = z.looseObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  name: z.string(),
  attributes,
  links: z.array(z.looseObject({ traceId, spanId })).default([]),
  status: z.looseObject({ code: z.number().optional() }).optional(),
});
const request = z.object({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes }),
      scopeSpans: z.array(z.looseObject({ spans: z.array(z.unknown()) })),
    }),
  ),
});

const ERROR = 2;
/** The newest are kept. */
const MAX_SPANS = 50_000;

function spansOf(body: string): CollectedSpan[] {
  return request.parse(JSON.parse(body)).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((sent) => {
        const { parentSpanId = null, status, links, ...read } = span.parse(sent);
        return {
          ...{ traceId: read.traceId, spanId: read.spanId, parentSpanId, name: read.name },
          service: String(resource.attributes["service.name"]),
          attributes: read.attributes,
          failed: status?.code === ERROR,
          links: links.map((link) => ({ traceId: link.traceId, spanId: link.spanId })),
          text: JSON.stringify(sent),
        };
      }),
    ),
  );
}

/** Starts a collector at a free port. Its `url` is what OTEL_EXPORTER_OTLP_ENDPOINT expects. */
export async function startCollector(): Promise<OtlpCollector> {
  const server = http.createServer(async (incoming, response) => {
    collector.requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    if (collector.hangs) return;
    const known = incoming.url === "/v1/traces" && incoming.headers["content-type"] === "application/json";
    if (!known) return void response.writeHead(404).end();
    collector.spans.push(...spansOf(Buffer.concat(chunks).toString()));
    if (collector.spans.length > MAX_SPANS) collector.spans.splice(0, collector.spans.length - MAX_SPANS);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const collector: OtlpCollector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: [],
    requests: 0,
    hangs: false,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return collector;
}
