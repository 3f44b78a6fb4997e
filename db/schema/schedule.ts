import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, localDate, won } from "./columns";

export const scheduleSchema = pgSchema("schedule");

export const airports = scheduleSchema.table("airports", {
  code: text("code").primaryKey(),
  nameKo: text("name_ko").notNull(),
  nameEn: text("name_en").notNull(),
  cityKo: text("city_ko").notNull(),
  cityEn: text("city_en").notNull(),
  /** IATA metropolitan area (SEL, TYO), or the airport's own code; null where an earlier version wrote the row. */
  cityCode: text("city_code"),
  country: text("country").notNull(),
  latitude: doublePrecision("latitude").notNull(),
  longitude: doublePrecision("longitude").notNull(),
  zone: text("zone").notNull(),
});

/** `layouts`: CabinLayout[] of server/shared/cabin-layout.ts. */
export const aircraftTypes = scheduleSchema.table("aircraft_types", {
  code: text("code").primaryKey(),
  nameKo: text("name_ko").notNull(),
  nameEn: text("name_en").notNull(),
  layouts: jsonb("layouts").$type<unknown[]>().notNull(),
});

export const routes = scheduleSchema.table(
  "routes",
  {
    origin: text("origin").notNull(),
    destination: text("destination").notNull(),
    distanceMiles: integer("distance_miles").notNull(),
    distanceOverrideMiles: integer("distance_override_miles"),
    blockMinutes: integer("block_minutes").notNull(),
  },
  (t) => [unique("routes_pair").on(t.origin, t.destination)],
);

/** A weekly pattern over a period, in local wall times. */
export const seasonSchedules = scheduleSchema.table("season_schedules", {
  id: uuid("id").primaryKey(),
  designator: text("designator").notNull(),
  origin: text("origin").notNull(),
  destination: text("destination").notNull(),
  periodFrom: localDate("period_from").notNull(),
  periodTo: localDate("period_to").notNull(),
  /** ISO weekdays, 1 = Monday. */
  days: smallint("days").array().notNull(),
  departureTime: text("departure_time").notNull(),
  blockMinutes: integer("block_minutes").notNull(),
  aircraftType: text("aircraft_type").notNull(),
  fares: jsonb("fares").$type<FareRow[]>().notNull(),
  createdBy: text("created_by"),
  createdAt: createdAt(),
});

/** One brand's price on a flight: `limit` units of its cabin may be sold at this brand or below. */
export type FareRow = { brand: string; cabin: string; amount: number; unitLimit: number };

export const flights = scheduleSchema.table(
  "flights",
  {
    id: integer("id").generatedByDefaultAsIdentity().primaryKey(),
    scheduleId: uuid("schedule_id"),
    designator: text("designator").notNull(),
    serviceDate: localDate("service_date").notNull(),
    origin: text("origin").notNull(),
    destination: text("destination").notNull(),
    departsAt: instant("departs_at").notNull(),
    arrivesAt: instant("arrives_at").notNull(),
    departureDate: localDate("departure_date").notNull(),
    arrivalDate: localDate("arrival_date").notNull(),
    aircraftType: text("aircraft_type").notNull(),
    status: text("status").$type<"ON_SALE" | "CANCELLED">().notNull(),
    cancelReason: text("cancel_reason"),
    /** The times that are expected on the day; null: as published. What was sold keeps the published times. */
    expectedDepartsAt: instant("expected_departs_at"),
    expectedArrivesAt: instant("expected_arrives_at"),
    /** Null until they are known. */
    departureTerminal: text("departure_terminal"),
    departureGate: text("departure_gate"),
    arrivalTerminal: text("arrival_terminal"),
    arrivalGate: text("arrival_gate"),
    /** The times of which passengers were last told; null: only of the published ones. */
    announcedDepartsAt: instant("announced_departs_at"),
    announcedArrivesAt: instant("announced_arrives_at"),
    /** How many times passengers were told of other times. */
    announcement: integer("announcement").notNull().default(0),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    unique("flights_designator_date").on(t.designator, t.serviceDate),
    // Admin list: one day's flights in order of departure.
    index("flights_day").on(t.departureDate, t.departsAt),
    index("flights_schedule").on(t.scheduleId),
    check("flights_forward", sql`${t.arrivesAt} > ${t.departsAt}`),
  ],
);

/** Fares as the schedule publishes them with a flight. */
export const flightFares = scheduleSchema.table(
  "flight_fares",
  {
    flightId: integer("flight_id").notNull(),
    brand: text("brand").notNull(),
    cabin: text("cabin").notNull(),
    amount: won("amount").notNull(),
    unitLimit: integer("unit_limit").notNull(),
    open: boolean("open").notNull().default(true),
  },
  (t) => [unique("flight_fares_brand").on(t.flightId, t.brand)],
);

/** When passengers are told that a flight leaves or lands at another time. The newest row that is valid counts. */
export const delayPolicies = scheduleSchema.table(
  "delay_policies",
  {
    validFrom: instant("valid_from").primaryKey(),
    /** How far the expected times are from those that passengers know before they are told. */
    toldMinutes: integer("told_minutes").notNull(),
    /** The delay from which the message speaks of compensation; null: it does not. */
    compensatedDomesticMinutes: integer("compensated_domestic_minutes"),
    compensatedInternationalMinutes: integer("compensated_international_minutes"),
    source: text("source").notNull(),
  },
  () => [check("delay_policies_minutes", sql`told_minutes between 1 and 240`)],
);
