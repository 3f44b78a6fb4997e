import { sql } from "drizzle-orm";
import {
  bigint,
  customType,
  index,
  integer,
  jsonb,
  pgSchema,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const assuranceSchema = pgSchema("assurance");

/**
 * The step journal: each attempt at each step of a reaction, and at each item of a sweep. The saga timeline is made of it.
 * A sweep's attempt has the item's id as its run, and an event only when the sweep knows one.
 */
export const stepAttempts = assuranceSchema.table(
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

/** Dead letters: runs that used up their retries, with everything that is needed to replay their events. */
export const deadLetters = assuranceSchema.table(
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

/** The last answer of each event engine to the registration of our functions. */
export const engineRegistrations = assuranceSchema.table("engine_registrations", {
  /** The engine's address, or "cloud". */
  engine: text("engine").primaryKey(),
  /** The hash of the registered list of functions. */
  functionsHash: text("functions_hash").notNull(),
  state: text("state").$type<"ACCEPTED" | "REFUSED">().notNull(),
  /** The engine's reason for a refusal. */
  reason: text("reason"),
  askedAt: instant("asked_at").notNull().defaultNow(),
  /** When this engine last accepted. No event is published before its first acceptance. */
  acceptedAt: instant("accepted_at"),
});

/**
 * The hash chain over shared.audit_log: one seal per row, in the order in which the rows were sealed. The database refuses
 * to change or delete a seal (docs/decisions/0051-audit-chain.md).
 */
export const auditSeals = assuranceSchema.table(
  "audit_seals",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey(),
    auditId: bigint("audit_id", { mode: "number" }).notNull(),
    sealedAt: instant("sealed_at").notNull(),
    /** sha256(hash of the seal before || text of the row and this seal). */
    hash: bytes("hash").notNull(),
  },
  (t) => [unique("audit_seals_row").on(t.auditId)],
);

/** What each check of the whole chain found. The newest one is a checkpoint: its hash must stay in the chain. */
export const auditChecks = assuranceSchema.table("audit_checks", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  checkedAt: instant("checked_at").notNull().defaultNow(),
  lastSeq: bigint("last_seq", { mode: "number" }).notNull(),
  lastHash: bytes("last_hash").notNull(),
  /** At most 20 examples; an empty list when the chain is whole. */
  violations: jsonb("violations").$type<Record<string, unknown>[]>().notNull(),
});
