import { sql } from "drizzle-orm";
import { boolean, check, index, pgSchema, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Locale } from "@/server/shared/airline";
import { instant, localDate } from "./columns";

export const consentSchema = pgSchema("consent");

/** What people agreed to and took back. A trigger refuses changes; the newest row of a document counts. */
export const consents = consentSchema.table(
  "consents",
  {
    id: uuid("id").primaryKey(),
    /** The member who agreed, or for whom staff recorded it. */
    personId: uuid("person_id").notNull(),
    /** The booking that it is about; null: the membership. */
    reservationId: uuid("reservation_id"),
    /** The passenger whose data it is about; null: everybody of the booking. */
    passengerId: uuid("passenger_id"),
    document: text("document").notNull(),
    version: localDate("version").notNull(),
    locale: text("locale").$type<Locale>().notNull(),
    /** SHA-256 of the text that was shown, in that language. */
    textHash: text("text_hash").notNull(),
    /** False: taken back. */
    given: boolean("given").notNull(),
    channel: text("channel").$type<"WEB" | "API" | "STAFF">().notNull(),
    /** Hash of the client's address. */
    clientKey: text("client_key").notNull(),
    /** The member of staff who recorded it for somebody else. */
    recordedBy: uuid("recorded_by"),
    recordedAt: instant("recorded_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    index("consents_person").on(t.personId, t.recordedAt),
    // Pressed twice, a booking's agreement is written once.
    uniqueIndex("consents_once")
      .on(t.reservationId, t.document, t.version)
      .where(sql`given and reservation_id is not null and passenger_id is null`),
    check("consents_channel", sql`channel in ('WEB', 'API', 'STAFF')`),
    check("consents_staff", sql`(channel = 'STAFF') = (recorded_by is not null)`),
    check("consents_hash", sql`text_hash ~ '^[0-9a-f]{64}$'`),
  ],
);
