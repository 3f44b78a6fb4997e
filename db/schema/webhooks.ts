import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgSchema, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns";

export const webhooksSchema = pgSchema("webhooks");

export type EndpointState = "ACTIVE" | "DISABLED";
/** STAFF: a person disabled it. FAILURES: every try failed for 72 hours. GONE: it answered 410. */
export type DisabledCause = "STAFF" | "FAILURES" | "GONE";
export type DeliveryState = "PENDING" | "DELIVERED" | "GIVEN_UP";
/** EXHAUSTED: 72 hours of tries. DISABLED: its endpoint is. UNREADABLE: its event is no longer kept. PING: a test is tried once. */
export type GivenUpCause = "EXHAUSTED" | "DISABLED" | "UNREADABLE" | "PING";

/** An address of a partner that gets events. */
export const endpoints = webhooksSchema.table(
  "endpoints",
  {
    /** The key of the form: pressed twice, one endpoint is registered. */
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    url: text("url").notNull(),
    /** The public types of the events that it gets; null: all, also those that are added later. */
    eventTypes: text("event_types").array(),
    /** It gets only the events of this account's bookings; null: of all. */
    accountId: uuid("account_id"),
    /** The account's address when it was entered. */
    accountEmail: text("account_email"),
    state: text("state").$type<EndpointState>().notNull(),
    disabledCause: text("disabled_cause").$type<DisabledCause>(),
    disabledAt: instant("disabled_at"),
    /** The first of the failures since the last success; null while all is well. */
    failingSince: instant("failing_since"),
    lastTriedAt: instant("last_tried_at"),
    /** Events before this moment are not delivered. */
    listensFrom: instant("listens_from").notNull().defaultNow(),
    createdAt: createdAt(),
    version: integer("version").notNull().default(1),
  },
  () => [
    check(
      "endpoints_state",
      sql`(state = 'ACTIVE') = (disabled_cause is null) and state in ('ACTIVE', 'DISABLED')`,
    ),
    check("endpoints_account", sql`(account_id is null) = (account_email is null)`),
  ],
);

/** The secrets with which deliveries to an endpoint are signed: all that have not ended sign. */
export const secrets = webhooksSchema.table(
  "secrets",
  {
    id: uuid("id").primaryKey(),
    endpointId: uuid("endpoint_id").notNull(),
    /** Sealed for `webhook-secret:<id>`. */
    sealed: bytes("sealed").notNull(),
    createdAt: createdAt(),
    /** When it stops to sign; null for the newest. */
    endsAt: instant("ends_at"),
  },
  (t) => [
    index("secrets_endpoint").on(t.endpointId),
    check("secrets_sealed", sql`octet_length(sealed) > 28`),
  ],
);

/** An event on its way to an endpoint. The ids grow in the order of the events. */
export const deliveries = webhooksSchema.table(
  "deliveries",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    endpointId: uuid("endpoint_id").notNull(),
    eventId: uuid("event_id").notNull(),
    eventType: text("event_type").notNull(),
    /** The correlation id of the event, which is its reservation's id: deliveries with the same key go one after the other. */
    orderKey: uuid("order_key").notNull(),
    locator: text("locator"),
    occurredAt: instant("occurred_at").notNull(),
    state: text("state").$type<DeliveryState>().notNull(),
    givenUpCause: text("given_up_cause").$type<GivenUpCause>(),
    /** The number of the lease; it only grows. */
    tries: integer("tries").notNull().default(0),
    /** Failures since it was queued, or queued again by a person, and the first of them. */
    failures: integer("failures").notNull().default(0),
    failingSince: instant("failing_since"),
    /** When it is tried next; of one that was given up after its tries, when that was. */
    nextTryAt: instant("next_try_at").notNull().defaultNow(),
    leasedUntil: instant("leased_until"),
    deliveredAt: instant("delivered_at"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("deliveries_once").on(t.endpointId, t.eventId),
    index("deliveries_due").on(t.endpointId, t.nextTryAt, t.id).where(sql`state = 'PENDING'`),
    index("deliveries_in_order").on(t.endpointId, t.orderKey, t.id).where(sql`state = 'PENDING'`),
    index("deliveries_by_state").on(t.endpointId, t.state, t.id),
    index("deliveries_log").on(t.endpointId, t.id),
    index("deliveries_order").on(t.orderKey),
    index("deliveries_given_up").on(t.nextTryAt).where(sql`given_up_cause in ('EXHAUSTED', 'UNREADABLE')`),
    check(
      "deliveries_state",
      sql`state in ('PENDING', 'DELIVERED', 'GIVEN_UP') and (state = 'GIVEN_UP') = (given_up_cause is not null)`,
    ),
  ],
);

/** One try to deliver: what was answered, or why nothing was. */
export const attempts = webhooksSchema.table(
  "attempts",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    deliveryId: bigint("delivery_id", { mode: "number" })
      .notNull()
      .references(() => deliveries.id, { onDelete: "cascade" }),
    endpointId: uuid("endpoint_id").notNull(),
    triedAt: instant("tried_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    /** The HTTP status of the answer; null when there was none. */
    status: integer("status"),
    /** Why it failed; null when it was delivered. */
    failure: text("failure"),
    /** The beginning of the answer's body. */
    excerpt: text("excerpt"),
  },
  (t) => [
    index("attempts_delivery").on(t.deliveryId, t.id),
    index("attempts_endpoint").on(t.endpointId, t.triedAt),
  ],
);
