import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type OtlpCollector, startCollector } from "@/tools/test/otlp-collector";
import { AppError } from "./errors";
import { contextFrom, currentTraceparent, inTraceOf, isTracing, spanned, spannedWithin } from "./trace";
import { publishInTraces, reactInTraces, traceparentFor } from "./trace-events";
import { samplerFrom, startTracing, startTracingOrExit, type Tracing } from "./tracing";

const EARLIER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const UNSAMPLED = EARLIER.replace(/01$/, "00");
const event = { id: "e1", name: "x/y", correlationId: "c1", traceparent: EARLIER };

describe("without a collector", () => {
  test("no span is made, nothing is carried, and work runs as it is", async () => {
    expect(isTracing()).toBe(false);
    const work = vi.fn(() => currentTraceparent());
    expect(spanned("work", {}, work)).toBeNull();
    expect(inTraceOf(EARLIER, "late", {}, work)).toBeNull();
    expect(traceparentFor()).toBeNull();
    expect(context.active()).toBe(ROOT_CONTEXT);
    await publishInTraces([event], async ([sent]) => expect(sent).toBe(event));
    await reactInTraces("react", {}, [{ ...event, eventId: "e1" }], async () => expect(work()).toBeNull());
    expect(trace.getTracer("x").startSpan("y").isRecording()).toBe(false);
  });
});

describe("with a collector", () => {
  let collector: OtlpCollector;
  let tracing: Tracing;

  const started = (variables: Record<string, string> = {}) => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
    tracing = startTracing({ OTEL_BSP_SCHEDULE_DELAY: "20", ...variables });
  };
  beforeEach(async () => {
    collector = await startCollector();
  });
  afterEach(async () => {
    collector.hangs = false;
    await tracing.stop();
    for (const api of [trace, context, propagation]) api.disable();
    await collector.stop();
    vi.unstubAllEnvs();
  });
  const sent = async () => {
    await tracing.flush();
    return collector.spans;
  };

  test("spans carry the service's name, their parents and their links", async () => {
    started();
    vi.stubEnv("OTEL_SERVICE_NAME", "air-test");
    await tracing.stop();
    trace.disable();
    started();
    spanned("outer", { attributes: { "msa.x": 1 } }, () => inTraceOf(EARLIER, "late", {}, () => {}));
    const [late, outer] = await sent();
    expect(late).toMatchObject({ traceId: EARLIER.split("-")[1], parentSpanId: EARLIER.split("-")[2] });
    expect(late?.links).toMatchObject([{ spanId: outer?.spanId }]);
    expect(outer?.links).toMatchObject([{ spanId: EARLIER.split("-")[2] }]);
    expect(outer).toMatchObject({ service: "air-test", parentSpanId: null, attributes: { "msa.x": 1 } });
  });

  test("an error marks its span without its values; a refusal is an answer and marks none", async () => {
    started();
    const error = new Error('duplicate "kim@example.com" of 2026-01-01');
    await expect(spanned("failed", {}, () => Promise.reject(error))).rejects.toBe(error);
    const refuse = () =>
      spanned("refused", {}, () => {
        throw new AppError("SOLD_OUT");
      });
    expect(refuse).toThrow(AppError);
    const [failed, refused] = await sent();
    expect(failed).toMatchObject({ failed: true, attributes: { "error.type": "Error" } });
    expect(failed?.text).not.toMatch(/kim@|2026-01-01/);
    expect(refused).toMatchObject({ failed: false, attributes: { "msa.refusal": "SOLD_OUT" } });
  });

  test("spans of libraries are sent without messages, addresses and unknown attributes", async () => {
    started();
    const attributes = { "http.target": "/x?note=CANARY", "http.route": "/x", "other.key": "CANARY" };
    const span = trace.getTracer("next.js").startSpan("fetch GET https://a/CANARY?b", { attributes });
    const cause = new Error("CANARY");
    span.recordException(cause);
    span.setStatus({ code: 2, message: "CANARY" });
    span.end();
    trace
      .getTracer("next.js")
      .startSpan("noise", { attributes: { "next.span_type": "RouteModule.prepare" } })
      .end();
    const spans = await sent();
    expect(spans).toHaveLength(1);
    expect(spans[0]).toMatchObject({ name: "fetch GET", failed: true, attributes: { "http.route": "/x" } });
    expect(spans[0]?.text).not.toContain("CANARY");
    expect(spans[0]?.text).toContain("tracing.test.ts");
  });

  test("probes are left out with all that happens within, whatever the sampler; work by the clock starts no trace", async () => {
    started({ OTEL_TRACES_SAMPLER: "always_on" });
    const attributes = { "http.target": "/api/health/ready?x=1" };
    spanned("GET", { kind: SpanKind.SERVER, attributes }, () =>
      spannedWithin("verb", {}, () => spanned("inner", {}, () => {})),
    );
    spannedWithin("by the clock", {}, () => {});
    spanned("GET", { attributes: { "http.target": "/ko" } }, () => spannedWithin("verb", {}, () => {}));
    expect((await sent()).map(({ name }) => name)).toEqual(["verb", "GET"]);
  });

  test("a trace that was not sampled at its click is not sampled later, but its id travels on", async () => {
    started();
    await publishInTraces([{ ...event, traceparent: UNSAMPLED }], async ([row]) => {
      expect(row?.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-00$/);
      await reactInTraces(
        "react",
        {},
        [{ ...event, eventId: "e1", traceparent: row?.traceparent ?? null }],
        async () => {
          expect(traceparentFor("e1")).toContain("0af7651916cd43dd8448eb211c80319c");
        },
      );
    });
    expect(await sent()).toEqual([]);
  });

  test("a traceparent that cannot be read counts as none", () => {
    started();
    for (const bad of ["", "x", "00-0-0-01", `${EARLIER}-${"x".repeat(9_000)}`, null])
      expect(trace.getSpanContext(contextFrom(bad))).toBeUndefined();
  });

  test("a collector that hangs or is gone costs no request anything: the queue is bounded, the rest is dropped", async () => {
    started({ OTEL_EXPORTER_OTLP_TIMEOUT: "300", OTEL_BSP_EXPORT_TIMEOUT: "300" });
    collector.hangs = true;
    const begunAt = performance.now();
    for (let n = 0; n < 20_000; n++) spanned("work", {}, () => {});
    expect(performance.now() - begunAt).toBeLessThan(5_000);
    await expect.poll(() => collector.requests).toBeGreaterThan(0);
    // The process may end: what is left is given up within the time limit.
    const stoppedAt = performance.now();
    await tracing.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(3_000);
    expect(collector.requests).toBeLessThan(20);
  });
});

describe("the sampler", () => {
  test.each([
    [undefined, undefined, "ParentBased{root=AlwaysOnSampler"],
    ["parentbased_traceidratio", "0.25", "ParentBased{root=TraceIdRatioBased{0.25}"],
    ["traceidratio", "0", "TraceIdRatioBased{0}"],
    ["always_off", undefined, "AlwaysOffSampler"],
  ])("%s %s", (name, share, expected) => {
    expect(samplerFrom({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: share }).toString()).toContain(
      expected,
    );
  });
  test.each([
    ["jaeger_remote", undefined],
    ["traceidratio", "2"],
    ["traceidratio", "a"],
  ])("%s %s is refused", (name, share) => {
    expect(() => samplerFrom({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: share })).toThrow(
      name === "traceidratio" ? "ARG" : name,
    );
  });
});

test("a process with a sampler that is not known does not start, and names it", () => {
  vi.stubEnv("OTEL_TRACES_SAMPLER", "nonsense");
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  startTracingOrExit();
  expect(exit).toHaveBeenCalledWith(1);
  expect(said.mock.calls.join()).toContain("OTEL_TRACES_SAMPLER: nonsense");
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test("a log line says its trace and its reservation", { timeout: 60_000 }, async () => {
  const script = `
    const { log } = await import("./server/shared/log.ts");
    const { withCorrelation } = await import("./server/shared/log-context.ts");
    const { spanned } = await import("./server/shared/trace.ts");
    const { startTracing } = await import("./server/shared/tracing.ts");
    log.info("outside");
    withCorrelation("r1", () => log.info("untraced"));
    startTracing();
    withCorrelation("r1", () => spanned("x", {}, () => { log.info("within"); log.info({ correlationId: "own" }, "own"); }));
    process.exit(0);`;
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    LOG_LEVEL: "info",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
  };
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  const [outside, untraced, within, own] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(Object.keys(outside).sort()).toEqual(["hostname", "level", "msg", "pid", "time"]);
  expect(untraced).toMatchObject({ correlationId: "r1" });
  expect(untraced).not.toHaveProperty("trace_id");
  expect(within).toMatchObject({
    correlationId: "r1",
    trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(own.correlationId).toBe("own");
});
