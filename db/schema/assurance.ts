import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgSchema, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

export const operationsSchema = pgSchema("operations");

/**
 * Every attempt at every step of every reaction, and at every item that a sweep worked on: the saga
 * timeline. Sweeps come by the clock: their run is the item, and they may know of no event.
 */
export const stepAttempts = operationsSchema.table(
  "step_attempts",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    runId: text("run_id").notNull(),
    functionId: text("function_id").notNull(),
    step: text("step").notNull(),
    attempt: integer("attempt").notNull(),
    eventId: uuid("event_id"),
    eventName: text("event_name"),
    correlationId: uuid("correlation_id").notNull(),
    outcome: text("outcome").$type<"SUCCEEDED" | "FAILED">().notNull(),
    error: text("error"),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at").notNull().defaultNow(),
  },
  (t) => [
    index("step_attempts_correlation").on(t.correlationId, t.id),
    index("step_attempts_failed").on(t.endedAt).where(sql`outcome = 'FAILED'`),
  ],
);

/** Runs that used up their retries, with what is needed to play the event again. */
export const deadLetters = operationsSchema.table(
  "dead_letters",
  {
    id: uuid("id").primaryKey(),
    functionId: text("function_id").notNull(),
    runId: text("run_id").notNull(),
    eventId: text("event_id").notNull(),
    eventName: text("event_name").notNull(),
    event: jsonb("event").$type<Record<string, unknown>>().notNull(),
    error: text("error").notNull(),
    correlationId: text("correlation_id"),
    parkedAt: instant("parked_at").notNull().defaultNow(),
    replayedAt: instant("replayed_at"),
    resolvedAt: instant("resolved_at"),
  },
  (t) => [
    uniqueIndex("dead_letters_run").on(t.runId),
    index("dead_letters_open").on(t.parkedAt).where(sql`resolved_at is null`),
  ],
);

/** What each event engine answered when this application told it its functions. */
export const engineRegistrations = operationsSchema.table("engine_registrations", {
  /** The engine's address, or "cloud". */
  engine: text("engine").primaryKey(),
  /** Of the list of functions that was told last. */
  functionsHash: text("functions_hash").notNull(),
  state: text("state").$type<"ACCEPTED" | "REFUSED">().notNull(),
  /** Why it was refused, in the engine's words. */
  reason: text("reason"),
  askedAt: instant("asked_at").notNull().defaultNow(),
  /** When this engine last accepted; events are held back until it did once. */
  acceptedAt: instant("accepted_at"),
});
