import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { startSmtp, type TestSmtp } from "@/server/notification/testing/smtp";
import { flightOnSale, policies } from "@/server/reservation/testing/fixtures";
import { currentTraceparent, spanned } from "@/server/shared/trace";
import { startTracing, type Tracing } from "@/server/shared/tracing";
import { type CollectedSpan, type OtlpCollector, startCollector } from "@/tools/test/otlp-collector";
import { booked, drainedBy, member } from "./testing/bookings";
import { startEngine, type TestEngine } from "./testing/engine";

vi.mock("@/server/payment/stripe-gateway", () => import("./testing/refunding-gateway"));

let collector: OtlpCollector;
let tracing: Tracing;
let engine: TestEngine;
let smtp: TestSmtp;
let afterCommit: () => Promise<void>;

beforeAll(async () => {
  collector = await startCollector();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  tracing = startTracing();
  smtp = await startSmtp();
  vi.stubEnv("SMTP_URL", smtp.url);
  engine = await startEngine();
  ({ afterCommit } = await import("./relay/after-commit"));
  await policies();
});
afterAll(async () => {
  await engine.stop();
  await smtp.stop();
  await closeDatabase();
  await tracing.stop();
  await collector.stop();
});

/** A booking in a trace of its own, as a click makes it. */
const clicked = async () => {
  const ctx = await member();
  const flightId = await flightOnSale();
  return spanned("click", {}, async () => {
    const { reservationId } = await booked(ctx, flightId);
    return { reservationId, traceId: currentTraceparent()?.split("-")[1] ?? "" };
  });
};

const traceOf = (traceId: string): CollectedSpan[] =>
  collector.spans.filter((span) => span.traceId === traceId);
const names = (spans: readonly CollectedSpan[]) => new Set(spans.map(({ name }) => name));

const STEPS = [
  "publish payment/payment.captured",
  "decide-payment-on-payment-captured accept-payment",
  "publish reservation/reservation.created",
  "credit-miles-on-reservation-created credit-miles",
  "notify-on-reservation-event deliver-email",
  "send mail",
  "notify-on-mileage-event queue-messages",
];

test("bookings whose events travel together keep a trace each, whole from the click to the last message", async () => {
  const clicks = await Promise.all([clicked(), clicked(), clicked()]);
  await drainedBy(afterCommit);
  await tracing.flush();
  for (const { traceId, reservationId } of clicks) {
    const spans = traceOf(traceId);
    expect([...names(spans)]).toEqual(expect.arrayContaining(STEPS));
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(spans.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? "")).map(({ name }) => name)).toEqual([
      "click",
    ]);
    const about = new Set(spans.map((span) => span.attributes["msa.correlation.id"]).filter(Boolean));
    expect([...about]).toEqual([reservationId]);
    const projected = spans.filter(({ name }) => name === "project history");
    expect(projected.map((span) => span.attributes["msa.event.name"])).toContain("notification/message.sent");
  }
  // The payments were all recorded before the relay looked, so that they shared a run: the span of one event leads, the others
  // link to it. Whether what follows shares runs too depends on the speed of the machine.
  const reacted = collector.spans.filter(({ name }) => name.startsWith("decide-payment-on"));
  expect(reacted.some(({ links }) => links.length > 0)).toBe(true);
});

test("an event of an older release, without a trace, starts one at its reaction", async () => {
  const ctx = await member();
  const { reservationId } = await booked(ctx, await flightOnSale());
  const { rows } = await database().execute<{ n: number }>(sql`
    select count(*)::int as n from shared.outbox where correlation_id = ${reservationId} and traceparent is not null`);
  expect(rows[0]?.n).toBe(0);
  await drainedBy(afterCommit);
  await tracing.flush();
  const decided = collector.spans.find(
    (span) =>
      span.name.startsWith("decide-payment") && span.attributes["msa.correlation.id"] === reservationId,
  );
  expect(decided?.parentSpanId).toBeNull();
  expect([...names(traceOf(decided?.traceId ?? ""))]).toContain("send mail");
});
