import { setTimeout as pause } from "node:timers/promises";
import { Counter, Gauge, Registry } from "prom-client";
import { type EngineState, engineState } from "@/inngest/registration/engine-state";
import { assuranceFigures, countEventsAfter, monitoringFigures } from "@/server/assurance/queries";
import type { AssuranceFigures, MonitoringFigures } from "@/server/assurance/schemas";
import { systemContext } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { withoutReservedConnections } from "@/server/shared/pool";
import { pingDatabase } from "@/server/shared/readiness";
import { waitingRoomFigures } from "@/server/waiting-room/queries";
import type { WaitingRoomFigures } from "@/server/waiting-room/view-schemas";
import { setLaws } from "./law-metrics";
import { setWaitingRooms } from "./waiting-room-metrics";
import { setWebhooks } from "./webhook-metrics";

const ctx = systemContext("metrics");

/** How long one reading of the database is given to further scrapes. */
const KEPT_MS = 10_000;
/** Prometheus waits ten seconds for an answer. The database gets five of them. */
const PING_MS = 2_000;
const READ_MS = 3_000;

type Reading = {
  up: boolean;
  figures?: MonitoringFigures | undefined;
  engine?: EngineState | undefined;
  waitingRooms?: WaitingRoomFigures | undefined;
  laws?: AssuranceFigures | undefined;
};

let kept: { until: number; reading: Promise<Reading> } | undefined;
let lastLaws: AssuranceFigures | undefined;
let events: Awaited<ReturnType<typeof countEventsAfter>> = { position: null, counts: {} };

/**
 * The figures of the whole airline, read from the database at most once in ten seconds. Scrapes that come together share a
 * reading. What the database does not answer in time is left out, so that no old figure passes for a new one; only the laws,
 * whose check may take longer, carry the moment of their last check with them. Never throws.
 */
export async function systemMetrics(): Promise<Registry> {
  if (!kept || performance.now() >= kept.until) {
    const mine = { until: Number.POSITIVE_INFINITY, reading: read() };
    kept = mine;
    void mine.reading.then(() => {
      mine.until = performance.now() + KEPT_MS;
    });
  }
  return registryOf(await kept.reading);
}

async function read(): Promise<Reading> {
  if (
    (await within(
      PING_MS,
      pingDatabase().then(() => true),
    )) !== true
  )
    return { up: false };
  const [figures, engine, waitingRooms] = await Promise.all([
    within(READ_MS, monitoringFigures(ctx)),
    within(READ_MS, engineState()),
    within(READ_MS, waitingRoomFigures(ctx)),
    within(READ_MS, countEvents()),
    within(READ_MS, checkLaws()),
  ]);
  return { up: true, figures, engine, waitingRooms, laws: lastLaws };
}

async function countEvents(): Promise<void> {
  const before = events;
  const { position, counts } = await countEventsAfter(ctx, before.position);
  const sums = { ...before.counts };
  for (const [name, times] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + times;
  // A count that comes late may overlap the next one. Only the first to end is kept: no event counts twice, and no sum falls.
  if (events === before) events = { position, counts: sums };
}

async function checkLaws(): Promise<void> {
  // The check may take long. The reserved connections of this request are for payments, and for what answers at once.
  lastLaws = await withoutReservedConnections(() => assuranceFigures(ctx));
}

/** The answer, or undefined when it fails or comes late. A late answer is not waited for any more. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T | undefined> {
  const cancel = new AbortController();
  const late = pause(milliseconds, undefined, { ref: false, signal: cancel.signal }).catch(() => undefined);
  const failed = (error: unknown) => {
    log.debug({ err: error }, "monitoring gets no figures from the database");
    return undefined;
  };
  return Promise.race([answer.catch(failed), late]).finally(() => cancel.abort());
}

function registryOf({ up, figures, engine, waitingRooms, laws }: Reading): Registry {
  const registry = new Registry();
  const set = setterOf(registry);
  set("msa_database_up", "1 when the database answered this process within two seconds.", up ? 1 : 0);
  if (engine && engine !== "unknown")
    set(
      "msa_engine_registered",
      "1 while the event engine accepts the functions that were registered last.",
      engine === "accepted" ? 1 : 0,
    );
  if (figures) setFigures(set, figures);
  if (figures) setQueues(set, figures);
  if (figures) setWebhooks(set, figures);
  if (waitingRooms) setWaitingRooms(set, waitingRooms);
  if (laws) setLaws(set, laws);
  setEvents(registry);
  return registry;
}

type Sample = { labels: Record<string, string>; value: number };
type Setter = (name: string, help: string, value: number | readonly Sample[]) => void;

const setterOf =
  (registry: Registry): Setter =>
  (name, help, value) => {
    const samples = typeof value === "number" ? [{ labels: {}, value }] : value;
    const labelNames = Object.keys(samples[0]?.labels ?? {});
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const sample of samples) gauge.set(sample.labels, sample.value);
  };

function setQueues(set: Setter, { queues, projectionLagSeconds }: MonitoringFigures): void {
  const by = (pick: (queue: (typeof queues)[number]) => number) =>
    queues.map((queue) => ({ labels: { queue: queue.queue }, value: pick(queue) }));
  set(
    "msa_queue_waiting",
    "Work that waits in a queue of law L7.",
    by(({ waiting }) => waiting),
  );
  const oldest = by(({ oldestSeconds }) => oldestSeconds);
  set("msa_queue_oldest_seconds", "How long the oldest work of a queue has waited.", oldest);
  const [outbox, unreceived] = ["outbox", "unreceived"].map((name) =>
    queues.find(({ queue }) => queue === name),
  );
  set("msa_outbox_waiting", "Events that are not published yet.", outbox?.waiting ?? 0);
  set("msa_outbox_oldest_seconds", "Age of the oldest of them.", outbox?.oldestSeconds ?? 0);
  set(
    "msa_saga_lag_seconds",
    "Age of the oldest event that is not published, or that some reaction to it has not confirmed.",
    Math.max(outbox?.oldestSeconds ?? 0, unreceived?.oldestSeconds ?? 0),
  );
  const lags = Object.entries(projectionLagSeconds).map(([projection, value]) => ({
    labels: { projection },
    value,
  }));
  set("msa_projection_lag_seconds", "Age of the oldest event that a projection has not read.", lags);
}

function setFigures(set: Setter, f: MonitoringFigures): void {
  set("msa_holds_live", "Holds that can still be paid.", f.liveHolds);
  set("msa_holds_overdue", "Holds whose deadline has passed and that have not ended yet.", f.overdueHolds);
  set("msa_refunds_pending", "Refunds that are owed and not completed.", f.refundsPending);
  set("msa_refunds_pending_won", "Their sum.", f.refundsPendingWon);
  set("msa_refund_oldest_seconds", "How long the oldest of them has been owed.", f.refundOldestSeconds);
  set("msa_messages_unsent", "Messages that are not delivered.", f.messagesUnsent);
  set("msa_messages_failing", "Undelivered messages of which a try has failed.", f.messagesFailing);
  set("msa_message_oldest_seconds", "Age of the oldest undelivered message.", f.messageOldestSeconds);
  set("msa_dead_letters_open", "Runs that are given up and wait for a person.", f.deadLetters);
  set("msa_dead_letter_oldest_seconds", "How long the oldest of them has waited.", f.deadLetterOldestSeconds);
  set("msa_database_connections", "Connections to the database, of all processes.", f.connections);
  set("msa_database_max_connections", "The most connections that the server allows.", f.maxConnections);
  set("msa_database_size_bytes", "Size of the database.", f.sizeBytes);
}

/** Every replica counts all events, from its own start on. */
function setEvents(registry: Registry): void {
  const counter = new Counter({
    name: "msa_events_total",
    help: "Events that were recorded, by name.",
    labelNames: ["event"],
    registers: [registry],
  });
  for (const [event, times] of Object.entries(events.counts)) counter.inc({ event }, times);
}
