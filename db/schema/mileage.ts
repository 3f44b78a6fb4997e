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

/** ADJUSTMENT: miles that staff gave or took by hand. Such an entry belongs to no flight. */
export type LedgerKind = "ACCRUAL" | "REVERSAL" | "ADJUSTMENT";

export const ledger = mileageSchema.table(
  "ledger",
  {
    id: uuid("id").primaryKey(),
    memberId: uuid("member_id").notNull(),
    kind: text("kind").$type<LedgerKind>().notNull(),
    /** Signed: an accrual adds, a reversal takes away, an adjustment does either. */
    miles: integer("miles").notNull(),
    /** This and the next three columns, and the flight's, are null in an adjustment. */
    reservationId: uuid("reservation_id"),
    locator: text("locator"),
    segmentId: uuid("segment_id"),
    passengerId: uuid("passenger_id"),
    /** The passenger's name as on the ticket; null in older entries. */
    passengerName: text("passenger_name"),
    /** In a reversal, who cancelled; null in older entries. SPLIT: the miles moved to another reservation. */
    cancelCause: text("cancel_cause").$type<CancelCause | "SPLIT">(),
    designator: text("designator"),
    origin: text("origin"),
    destination: text("destination"),
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
    check(
      "ledger_sign",
      sql`case kind when 'ACCRUAL' then miles > 0 when 'ADJUSTMENT' then miles <> 0 else miles <= 0 end`,
    ),
    check(
      "ledger_flight",
      sql`(kind = 'ADJUSTMENT') = (num_nonnulls(reservation_id, locator, segment_id, passenger_id, designator, origin, destination) = 0) and num_nulls(reservation_id, locator, segment_id, passenger_id, designator, origin, destination) in (0, 7)`,
    ),
  ],
);

/** Why staff gave or took miles. The reason is for the airline; the member sees only that miles were adjusted. */
export const adjustments = mileageSchema.table(
  "adjustments",
  {
    /** The key of the form, the ledger entry's id and the event's: pressed twice, one adjustment is booked once. */
    id: uuid("id").primaryKey(),
    memberId: uuid("member_id").notNull(),
    miles: integer("miles").notNull(),
    reason: text("reason").notNull(),
    adjustedBy: uuid("adjusted_by").notNull(),
    /** The address of the member of staff at that time. */
    adjustedByEmail: text("adjusted_by_email").notNull(),
    createdAt: createdAt(),
  },
  () => [check("adjustments_miles", sql`miles <> 0 and abs(miles) <= 1000000`)],
);
