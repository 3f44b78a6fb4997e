import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgSchema, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { CancelCause } from "@/server/shared/fare-terms";
import { createdAt, instant } from "./columns";

export const mileageSchema = pgSchema("mileage");

/** The member's account: a denormalised balance over the append-only ledger. */
export const accounts = mileageSchema.table("accounts", {
  memberId: uuid("member_id").primaryKey(),
  balanceMiles: bigint("balance_miles", { mode: "number" }).notNull().default(0),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

export type LedgerKind = "ACCRUAL" | "REVERSAL";

export const ledger = mileageSchema.table(
  "ledger",
  {
    id: uuid("id").primaryKey(),
    memberId: uuid("member_id").notNull(),
    kind: text("kind").$type<LedgerKind>().notNull(),
    /** Signed: an accrual adds, a reversal takes away. */
    miles: integer("miles").notNull(),
    reservationId: uuid("reservation_id").notNull(),
    locator: text("locator").notNull(),
    segmentId: uuid("segment_id").notNull(),
    passengerId: uuid("passenger_id").notNull(),
    /** The passenger's name as on the ticket; null in older entries. */
    passengerName: text("passenger_name"),
    /** In a reversal, who cancelled; null in older entries. */
    cancelCause: text("cancel_cause").$type<CancelCause>(),
    designator: text("designator").notNull(),
    origin: text("origin").notNull(),
    destination: text("destination").notNull(),
    /** Miles can be used once the flight has been flown. */
    usableFrom: instant("usable_from").notNull(),
    expiresAt: instant("expires_at").notNull(),
    eventId: uuid("event_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Exactly once: the same event a second time, or after 25 hours, inserts nothing.
    uniqueIndex("ledger_once").on(t.segmentId, t.passengerId, t.kind),
    // The member's ledger, newest first, by keyset.
    index("ledger_member").on(t.memberId, t.createdAt.desc(), t.id),
    index("ledger_reservation").on(t.reservationId),
    check("ledger_sign", sql`(kind = 'ACCRUAL') = (miles > 0)`),
  ],
);
