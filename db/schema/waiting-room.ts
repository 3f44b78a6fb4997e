import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, createdAt, instant, localDate } from "./columns";

export const waitingRoomSchema = pgSchema("waiting_room");

/** Openings of a sale at which more people come than can shop at once. */
export const saleEvents = waitingRoomSchema.table(
  "sale_events",
  {
    id: uuid("id").primaryKey(),
    nameKo: text("name_ko").notNull(),
    nameEn: text("name_en").notNull(),
    /** `GMP-CJU`: each in its direction. None: every route. */
    routes: text("routes").array().notNull(),
    /** The local days of departure, both included; null: no limit. */
    firstDay: localDate("first_day"),
    lastDay: localDate("last_day"),
    /** From then on people may take a place, and nobody shops without having been admitted. */
    waitsFrom: instant("waits_from").notNull(),
    opensAt: instant("opens_at").notNull(),
    closesAt: instant("closes_at").notNull(),
    /** How many are admitted in a minute; with a target, at most. */
    shoppersPerMinute: integer("shoppers_per_minute").notNull(),
    /** As many are admitted as keep the 95th percentile of the answers under this. Null: always the same number. */
    targetP95Ms: integer("target_p95_ms"),
    /** How many may shop at the same time. */
    mostShoppers: integer("most_shoppers").notNull(),
    stayMinutes: integer("stay_minutes").notNull(),
    /** The seed of the lottery, sealed with DATA_KEY. */
    seed: bytes("seed").notNull(),
    /** SHA-256 of the seed, published from the beginning on. */
    seedHash: text("seed_hash").notNull(),
    /** The seed itself, once the lottery was drawn. */
    revealedSeed: text("revealed_seed"),
    drawnAt: instant("drawn_at"),
    /** Staff ended it before `closesAt`. */
    endedAt: instant("ended_at"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    createdBy: uuid("created_by").notNull(),
  },
  (t) => [
    index("sale_events_closes").on(t.closesAt),
    check("sale_events_times", sql`waits_from <= opens_at and opens_at < closes_at`),
    check("sale_events_days", sql`first_day is null or last_day is null or first_day <= last_day`),
    check(
      "sale_events_numbers",
      sql`shoppers_per_minute between 1 and 60000 and most_shoppers between 1 and 1000000 and stay_minutes between 1 and 240 and (target_p95_ms is null or target_p95_ms between 20 and 60000)`,
    ),
    check("sale_events_draw", sql`(drawn_at is null) = (revealed_seed is null)`),
  ],
);

/** What changes every second of a sale event: a row of its own, so that a change by staff waits for nobody. */
export const counters = waitingRoomSchema.table("counters", {
  saleEventId: uuid("sale_event_id")
    .primaryKey()
    .references(() => saleEvents.id, { onDelete: "cascade" }),
  /** The last number that was given. */
  lastNumber: integer("last_number").notNull().default(0),
  /** Every number up to this one was admitted. */
  admittedTo: integer("admitted_to").notNull().default(0),
  /** The pace now: that of the sale event, or less under load. */
  shoppersPerMinute: doublePrecision("shoppers_per_minute").notNull(),
  /** Up to this moment the pace was used. */
  pacedAt: instant("paced_at").notNull(),
  /** When the pace was last adapted to the measured answers. */
  adaptedAt: instant("adapted_at").notNull(),
  soldOut: jsonb("sold_out").$type<{ route: string; date: string }[]>().notNull().default([]),
  allSoldOut: boolean("all_sold_out").notNull().default(false),
  soldOutAt: instant("sold_out_at"),
});

export const places = waitingRoomSchema.table(
  "places",
  {
    id: uuid("id").primaryKey(),
    saleEventId: uuid("sale_event_id")
      .notNull()
      .references(() => saleEvents.id, { onDelete: "cascade" }),
    /** `member:<id>`, or `visitor:<id of the place>`: a visitor is known by the token of the place alone. */
    holder: text("holder").notNull(),
    joinedAt: instant("joined_at").notNull(),
    /** Null until the lottery is drawn. */
    number: integer("number"),
    admittedAt: instant("admitted_at"),
    expiresAt: instant("expires_at"),
    leftAt: instant("left_at"),
    /** `SIGNED_OUT` or `BOOKED`. */
    leftBecause: text("left_because"),
  },
  (t) => [
    uniqueIndex("places_holder").on(t.saleEventId, t.holder),
    uniqueIndex("places_number").on(t.saleEventId, t.number),
    index("places_inside")
      .on(t.saleEventId, t.expiresAt)
      .where(sql`admitted_at is not null and left_at is null`),
    index("places_of_holder").on(t.holder),
    check("places_admitted", sql`(admitted_at is null) = (expires_at is null)`),
    check("places_left", sql`(left_at is null) = (left_because is null)`),
  ],
);
