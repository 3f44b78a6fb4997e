import { sql } from "drizzle-orm";
import { index, integer, pgSchema, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Locale } from "@/server/shared/airline";
import { createdAt, instant, won } from "./columns";

export const paymentSchema = pgSchema("payment");

export type PaymentStatus = "PENDING" | "CAPTURED" | "CLOSED";

/** One attempt to pay a reservation: one hosted checkout at the provider. */
export const payments = paymentSchema.table(
  "payments",
  {
    id: uuid("id").primaryKey(),
    reservationId: uuid("reservation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    locator: text("locator").notNull(),
    locale: text("locale").$type<Locale>().notNull(),
    attempt: integer("attempt").notNull(),
    amount: won("amount").notNull(),
    status: text("status").$type<PaymentStatus>().notNull(),
    checkoutSessionId: text("checkout_session_id").unique(),
    checkoutUrl: text("checkout_url"),
    paymentIntentId: text("payment_intent_id").unique(),
    lastFailure: text("last_failure"),
    /** The provider's ids of declined tries: each is published once. */
    failedAttempts: text("failed_attempts").array().notNull().default(sql`'{}'::text[]`),
    dueAt: instant("due_at").notNull(),
    capturedAt: instant("captured_at"),
    createdAt: createdAt(),
    checkedAt: instant("checked_at"),
    /**
     * The trace of the click that opened the page, as W3C `traceparent`; null without tracing and in older rows. It is stored,
     * because the provider refuses a repeated call with other metadata.
     */
    traceparent: text("traceparent"),
    /** The change of the reservation that it pays for; null when it pays for the hold. */
    changeId: uuid("change_id"),
  },
  (t) => [
    // One open checkout per reservation: pressing "pay" twice returns the same page.
    uniqueIndex("payments_open").on(t.reservationId).where(sql`status = 'PENDING'`),
    uniqueIndex("payments_attempt").on(t.reservationId, t.attempt),
    // Reconcile sweep.
    // What a member takes along. Created online: migrations/online.
    index("payments_customer").on(t.customerId),
    // Captures that wait for their decision. Created online: migrations/online.
    index("payments_captured").on(t.capturedAt).where(sql`status = 'CAPTURED'`),
    index("payments_pending").on(t.createdAt).where(sql`status = 'PENDING'`),
  ],
);

export type RefundStatus = "PENDING" | "COMPLETED";

/** One refund of one payment, made once for each change of the order. */
export const refunds = paymentSchema.table(
  "refunds",
  {
    id: uuid("id").primaryKey(),
    paymentId: uuid("payment_id")
      .notNull()
      .references(() => payments.id),
    /** Whose money it is: the reservation that was paid, or one that was split from it. */
    reservationId: uuid("reservation_id").notNull(),
    /** Of a reservation that was split from the one that was paid; otherwise null: the payment has it. */
    locator: text("locator"),
    amount: won("amount").notNull(),
    reason: text("reason").notNull(),
    /** The change that gives the money back; null for a payment that was refused, and in older rows. */
    changeId: uuid("change_id"),
    status: text("status").$type<RefundStatus>().notNull(),
    /** The provider's id of the refund, once it has accepted it; asked about while the refund is pending. */
    providerRefundId: text("provider_refund_id").unique(),
    attempts: integer("attempts").notNull().default(0),
    /** Definite refusals of the provider: each needs a new idempotency key. */
    refusals: integer("refusals").notNull().default(0),
    lastError: text("last_error"),
    createdAt: createdAt(),
    completedAt: instant("completed_at"),
    /** When the sweep looks at the refund next; at first, a minute after it was ordered. */
    nextCheckAt: instant("next_check_at"),
  },
  (t) => [
    // Created online: migrations/online.
    uniqueIndex("refunds_once_per_change").on(
      t.paymentId,
      t.reason,
      sql`coalesce(change_id, '00000000-0000-0000-0000-000000000000')`,
    ),
    index("refunds_pending").on(t.createdAt).where(sql`status = 'PENDING'`),
    index("refunds_reservation").on(t.reservationId),
  ],
);

/** Provider events seen, by the provider's id: a webhook sent twice has one effect. */
export const providerEvents = paymentSchema.table("provider_events", {
  id: text("id").primaryKey(),
  type: text("type").notNull(),
  receivedAt: instant("received_at").notNull().defaultNow(),
});
