import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

export const historySchema = pgSchema("history");

/** The customer's timeline: one row per event that concerns a customer, keyed by the event. */
export const entries = historySchema.table(
  "entries",
  {
    eventId: uuid("event_id").primaryKey(),
    customerId: uuid("customer_id").notNull(),
    name: text("name").notNull(),
    version: integer("version").notNull(),
    category: text("category")
      .$type<"RESERVATION" | "PAYMENT" | "MILEAGE" | "MESSAGE" | "ACCOUNT">()
      .notNull(),
    reservationId: uuid("reservation_id"),
    locator: text("locator"),
    /** What the page shows, copied from the event. */
    summary: jsonb("summary").$type<Record<string, unknown>>().notNull(),
    /** Of a message: the event that it tells of. The timeline shows it with that one. */
    aboutEventId: uuid("about_event_id"),
    occurredAt: instant("occurred_at").notNull(),
    projectedAt: instant("projected_at").notNull().defaultNow(),
  },
  (t) => [
    // History page: newest first, by keyset.
    index("entries_customer").on(t.customerId, t.occurredAt.desc(), t.eventId.desc()),
    index("entries_customer_category").on(t.customerId, t.category, t.occurredAt.desc(), t.eventId.desc()),
    index("entries_reservation").on(t.reservationId, t.occurredAt),
    // Deliveries of the changes on a page.
    index("entries_about").on(t.aboutEventId).where(sql`about_event_id is not null`),
  ],
);
