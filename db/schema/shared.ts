import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, createdAt, instant, transactionId } from "./columns";

export const sharedSchema = pgSchema("shared");

/**
 * Events to publish, and the event log: rows are stamped when they are published, and deleted long after
 * (docs/decisions/0022-retention.md). Event id = outbox id.
 */
export const outbox = sharedSchema.table(
  "outbox",
  {
    seq: bigint("seq", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    id: uuid("id").notNull().unique(),
    name: text("name").notNull(),
    version: integer("version").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    correlationId: uuid("correlation_id").notNull(),
    causationId: uuid("causation_id"),
    occurredAt: instant("occurred_at").notNull().defaultNow(),
    publishedAt: instant("published_at"),
    /** Set when the event cannot be published as it is; it then waits for a person. */
    parkedReason: text("parked_reason"),
    /** The transaction that recorded the event: projections read in the order (xid, seq). */
    xid: transactionId("xid").notNull().default(sql`pg_current_xact_id()`),
    /** The trace in which the event was recorded, as W3C `traceparent`; null without tracing and in older rows. */
    traceparent: text("traceparent"),
  },
  (t) => [
    // relay-outbox: the oldest unpublished rows.
    index("outbox_unpublished").on(t.seq).where(sql`published_at is null and parked_reason is null`),
    // Saga timeline of one reservation.
    index("outbox_correlation").on(t.correlationId, t.seq),
    // Law checks read one kind of event.
    index("outbox_name").on(t.name, t.seq),
    // Projections: what was recorded after their cursor.
    index("outbox_recorded").on(t.xid, t.seq),
  ],
);

/**
 * Deliveries on their way: one row per published event and function that reacts to it. The function deletes the row when
 * it is done (docs/decisions/0023-receipts.md), so the table stays small.
 */
export const deliveries = sharedSchema.table(
  "deliveries",
  {
    eventId: uuid("event_id").notNull(),
    /** The id of the Inngest function. */
    consumer: text("consumer").notNull(),
    publishedAt: instant("published_at").notNull().defaultNow(),
    /** How often the event was published for this consumer. */
    tries: integer("tries").notNull().default(1),
    /** When the event is published again unless its row is gone by then. */
    nextTryAt: instant("next_try_at").notNull(),
    /** True if a run of several events failed: the event is then published alone. */
    alone: boolean("alone").notNull().default(false),
    /** When the function was done, if that was before the event was stamped as published: the stamp then deletes the row. */
    doneAt: instant("done_at"),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.consumer] }), index("deliveries_due").on(t.nextTryAt)],
);

/** How far each projection has read the outbox, in the order (xid, seq). */
export const projectionCursors = sharedSchema.table("projection_cursors", {
  projection: text("projection").primaryKey(),
  xid: transactionId("xid").notNull(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  movedAt: instant("moved_at").notNull().defaultNow(),
});

/** Work of which one process at a time has the lease, and until when the lease holds. */
export const leases = sharedSchema.table("leases", {
  name: text("name").primaryKey(),
  holder: uuid("holder").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

/**
 * Reservations whose events have been deleted from the event log, all of them together. Comparisons with the log
 * leave these reservations out.
 */
export const forgottenSagas = sharedSchema.table("forgotten_sagas", {
  /** The correlation id. It has another name here so that no query confuses the two columns. */
  sagaId: uuid("saga_id").primaryKey(),
  forgottenAt: instant("forgotten_at").notNull().defaultNow(),
});

export const auditLog = sharedSchema.table(
  "audit_log",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    at: instant("at").notNull().defaultNow(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id"),
    action: text("action").notNull(),
    entity: text("entity").notNull(),
    entityId: text("entity_id").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    correlationId: uuid("correlation_id").notNull(),
  },
  (t) => [index("audit_entity").on(t.entity, t.entityId, t.id)],
);

/** Fixed-window counters; in PostgreSQL so that all replicas count together. */
export const rateLimits = sharedSchema.table(
  "rate_limits",
  {
    key: text("key").notNull(),
    windowStart: instant("window_start").notNull(),
    count: integer("count").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] }), index("rate_limits_window").on(t.windowStart)],
);

/**
 * Writes of the open API that came with an idempotency key, for a day. `status` is null until the request has succeeded; it
 * holds the key until `claimed_until`.
 */
export const idempotencyKeys = sharedSchema.table(
  "idempotency_keys",
  {
    /** The kind and id of the actor: a key is of one actor. */
    owner: text("owner").notNull(),
    key: text("key").notNull(),
    operation: text("operation").notNull(),
    /** A hash of the request: another request with the key is refused. */
    fingerprint: text("fingerprint").notNull(),
    holder: uuid("holder").notNull(),
    claimedUntil: instant("claimed_until").notNull(),
    createdAt: createdAt(),
    status: smallint("status"),
    body: text("body"),
    etag: text("etag"),
  },
  (t) => [primaryKey({ columns: [t.owner, t.key] }), index("idempotency_keys_created").on(t.createdAt)],
);

/**
 * Scripts, style sheets and fonts of the builds that run or ran of late, so that every process has the files of every page
 * (docs/decisions/0057-files-outlive-a-release.md). Their names contain a hash of their contents.
 */
export const staticFiles = sharedSchema.table("static_files", {
  /** The path of the address, from `/_next/static/` on. */
  path: text("path").primaryKey(),
  /** Compressed by gzip. */
  body: bytes("body").notNull(),
  /** When a process that has the file last said so. */
  keptAt: instant("kept_at").notNull().defaultNow(),
});
