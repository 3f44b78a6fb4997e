import { randomUUID } from "node:crypto";
import { type Attributes, type Context, type Link, type SpanKind, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-node";
import { ATTR_SERVICE_INSTANCE_ID, ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import { setTracing } from "./trace";
import { safeExporter, withoutNoise } from "./trace-export";
import { isUntraced, UNTRACED } from "./trace-rules";

type Variables = Record<string, string | undefined>;

/** Spans leave soon, so that few are lost with a process that dies. */
const SEND_EVERY_MS = 1_000;
/** A collector that hangs holds one batch for so long; meanwhile the queue (2,048 spans) fills, and then drops. */
const EXPORT_TIMEOUT_MS = 5_000;
/** While the process ends, spans leave more often. Nothing waits for them. */
const LAST_SPANS_EVERY_MS = 100;

export type Tracing = { flush: () => Promise<void>; stop: () => Promise<void> };

/**
 * Starts to record traces and to send them to the collector of OTEL_EXPORTER_OTLP_ENDPOINT (OTLP over HTTP, JSON). Next, the
 * event engine's SDK and this site then make spans. Name, sampling, queue and headers follow OpenTelemetry's own variables.
 * What the collector does not take is lost; no request ever waits for it.
 */
export function startTracing(variables: Variables = process.env): Tracing {
  // Addresses of outgoing calls have keys in them.
  process.env.NEXT_OTEL_FETCH_DISABLED = "1";
  const number = (name: string, usual: number) => Number(variables[name] ?? usual) || usual;
  const exporter = new OTLPTraceExporter({
    timeoutMillis: number("OTEL_EXPORTER_OTLP_TIMEOUT", EXPORT_TIMEOUT_MS),
  });
  const processor = new BatchSpanProcessor(safeExporter(exporter), {
    scheduledDelayMillis: number("OTEL_BSP_SCHEDULE_DELAY", SEND_EVERY_MS),
    exportTimeoutMillis: number("OTEL_BSP_EXPORT_TIMEOUT", 2 * EXPORT_TIMEOUT_MS),
  });
  const named = resourceFromAttributes({
    [ATTR_SERVICE_NAME]: "msa-air",
    [ATTR_SERVICE_INSTANCE_ID]: randomUUID(),
  });
  const provider = new NodeTracerProvider({
    resource: named.merge(detectResources({ detectors: [envDetector] })),
    sampler: siteSampler(samplerFrom(variables)),
    spanProcessors: [withoutNoise(processor)],
  });
  provider.register();
  setTracing(true);
  const flush = () => provider.forceFlush().catch(() => {});
  // Next's own listener ends the process; the collector gets what there is until then.
  process.once("SIGTERM", () => {
    void flush();
    setInterval(flush, LAST_SPANS_EVERY_MS).unref();
  });
  return {
    flush,
    stop: async () => {
      setTracing(false);
      await provider.shutdown().catch(() => {});
    },
  };
}

/** Starts the traces of a server process. It exits, and names the variable, when the environment is not valid. */
export function startTracingOrExit(): void {
  try {
    startTracing();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** The sampler that OTEL_TRACES_SAMPLER names. @throws Error for an unknown name or a ratio outside of 0 to 1. */
export function samplerFrom({
  OTEL_TRACES_SAMPLER: name,
  OTEL_TRACES_SAMPLER_ARG: share,
}: Variables): Sampler {
  const [, parentBased, kind] = /^(parentbased_)?(.*)$/.exec(name || "parentbased_always_on") ?? [];
  const root = rootSampler(kind ?? "", share);
  if (!root) throw new Error(`OTEL_TRACES_SAMPLER: ${name} is not known here`);
  return parentBased ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(kind: string, share: string | undefined): Sampler | null {
  if (kind === "always_on") return new AlwaysOnSampler();
  if (kind === "always_off") return new AlwaysOffSampler();
  if (kind !== "traceidratio") return null;
  const ratio = Number(share ?? 1);
  if (!(ratio >= 0 && ratio <= 1)) throw new Error("OTEL_TRACES_SAMPLER_ARG: must be from 0 to 1");
  return new TraceIdRatioBasedSampler(ratio);
}

/** Leaves out what `isUntraced` names, with all that happens within. The rest is decided by `sampler`. */
const siteSampler = (sampler: Sampler): Sampler => ({
  shouldSample(
    context: Context,
    traceId: string,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ) {
    const parent = trace.getSpanContext(context);
    const isWithinUnsampled = parent && !parent.isRemote && (parent.traceFlags & 1) === 0;
    // On a platform without our own server, Next's span is the first one.
    const { [UNTRACED]: untraced = false, "http.target": address = "" } = attributes;
    if (isWithinUnsampled || untraced || isUntraced(String(address)))
      return { decision: SamplingDecision.NOT_RECORD };
    return sampler.shouldSample(context, traceId, name, kind, attributes, links);
  },
  toString: () => `SiteSampler{${sampler.toString()}}`,
});
