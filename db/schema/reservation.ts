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
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Locale } from "@/server/shared/airline";
import type {
  CancelCause,
  CustomerKind,
  PassengerType,
  PriceLineKind,
  ReservationStatus,
} from "@/server/shared/fare-terms";
import type { ChangeKind, ChangeStatus, ChargeKind, CouponState } from "@/server/shared/order-terms";
import { createdAt, instant, localDate, won } from "./columns";

export const reservationSchema = pgSchema("reservation");

/** This context's copy of the flights that are sold, fed by schedule events. */
export const flights = reservationSchema.table(
  "flights",
  {
    id: integer("id").primaryKey(),
    designator: text("designator").notNull(),
    origin: text("origin").notNull(),
    destination: text("destination").notNull(),
    originZone: text("origin_zone").notNull(),
    destinationZone: text("destination_zone").notNull(),
    originCountry: text("origin_country").notNull(),
    destinationCountry: text("destination_country").notNull(),
    departureDate: localDate("departure_date").notNull(),
    arrivalDate: localDate("arrival_date").notNull(),
    departsAt: instant("departs_at").notNull(),
    arrivesAt: instant("arrives_at").notNull(),
    aircraftType: text("aircraft_type").notNull(),
    distanceMiles: integer("distance_miles").notNull(),
    status: text("status").$type<"ON_SALE" | "CANCELLED">().notNull(),
    version: integer("version").notNull(),
    /** The newest announcement of other times that passengers are told of; an older one that comes late tells nobody. */
    announcement: integer("announcement").notNull().default(0),
  },
  (t) => [
    // Search: origin, destination, day. The calendar and fare strip read a range of days.
    index("flights_search").on(t.origin, t.destination, t.departureDate),
    // Whether an airport is flown to, and the reservations of a flight number. Created online: migrations/online.
    index("flights_destination").on(t.destination, t.departureDate),
    index("flights_designator").on(t.designator, t.departureDate),
  ],
);

/** Names and zones of the airports this context shows, copied from schedule events. */
export const airports = reservationSchema.table("airports", {
  code: text("code").primaryKey(),
  nameKo: text("name_ko").notNull(),
  nameEn: text("name_en").notNull(),
  cityKo: text("city_ko").notNull(),
  cityEn: text("city_en").notNull(),
  /** The city, as in the schedule; null in older rows: the airport's own code then stands for its city. */
  cityCode: text("city_code"),
  country: text("country").notNull(),
  zone: text("zone").notNull(),
});

/** Cabin layouts by aircraft type: the seats that can be assigned. */
export const cabinLayouts = reservationSchema.table("cabin_layouts", {
  aircraftType: text("aircraft_type").primaryKey(),
  nameKo: text("name_ko").notNull(),
  nameEn: text("name_en").notNull(),
  layouts: jsonb("layouts").$type<unknown[]>().notNull(),
});

export const fares = reservationSchema.table(
  "fares",
  {
    flightId: integer("flight_id")
      .notNull()
      .references(() => flights.id),
    brand: text("brand").notNull(),
    cabin: text("cabin").notNull(),
    amount: won("amount").notNull(),
    /** Brands are nested limits on the same units: this brand may take units 1 … unitLimit. */
    unitLimit: integer("unit_limit").notNull(),
  },
  (t) => [primaryKey({ columns: [t.flightId, t.brand] })],
);

/** Policy rows by kind (server/reservation/shop/sale-policies.ts reads them). The newest row that is valid counts. */
export const policies = reservationSchema.table(
  "policies",
  {
    id: integer("id").generatedAlwaysAsIdentity().primaryKey(),
    kind: text("kind").notNull(),
    validFrom: localDate("valid_from").notNull(),
    rules: jsonb("rules").$type<unknown>().notNull(),
  },
  (t) => [unique("policies_kind_from").on(t.kind, t.validFrom)],
);

/**
 * One row per sellable unit of (flight, cabin). Free means: not sold, and not held or held past its
 * deadline, so that an overdue hold blocks nobody even if no sweeper runs.
 */
export const inventoryUnits = reservationSchema.table(
  "inventory_units",
  {
    flightId: integer("flight_id").notNull(),
    cabin: text("cabin").notNull(),
    unit: smallint("unit").notNull(),
    sold: boolean("sold").notNull().default(false),
    reservationId: uuid("reservation_id"),
    heldUntil: instant("held_until"),
  },
  (t) => [
    primaryKey({ columns: [t.flightId, t.cabin, t.unit] }),
    // Confirm, expire and cancel find the units of one reservation.
    index("units_reservation").on(t.reservationId).where(sql`reservation_id is not null`),
    // A first free unit, however many are sold: calendar of fares, claims. Created online: migrations/online.
    index("units_unsold").on(t.flightId, t.cabin, t.unit).where(sql`not sold`),
  ],
);

/**
 * Why a hold ended. RELEASED: given up by its customer, or replaced by another choice of theirs. SALES_CLOSED: out of
 * time as by DEADLINE, and the sale of its flights was over.
 */
export type HoldEndCause = "DEADLINE" | "SALES_CLOSED" | "RELEASED" | "FLIGHT_CANCELLED" | "PAYMENT_REFUSED";

export const reservations = reservationSchema.table(
  "reservations",
  {
    id: uuid("id").primaryKey(),
    locator: text("locator").notNull().unique(),
    status: text("status").$type<ReservationStatus>().notNull(),
    customerId: uuid("customer_id").notNull(),
    /** GUEST: `customerId` is nobody's account. Such a reservation may become a member's (docs/decisions/0084-guests.md). */
    customerKind: text("customer_kind").$type<CustomerKind>().notNull().default("MEMBER"),
    /** Hash of the client's address, for the cap on holds from one place. */
    clientKey: text("client_key").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    /** Hashes of the e-mail address and phone number, in canonical form, for the cap on the units of one contact. */
    emailKey: text("email_key"),
    phoneKey: text("phone_key"),
    /** True if the customer had never paid for anything when this hold was made. */
    unproven: boolean("unproven").notNull().default(false),
    locale: text("locale").$type<Locale>().notNull(),
    contactEmail: text("contact_email").notNull(),
    contactPhone: text("contact_phone"),
    adults: smallint("adults").notNull(),
    children: smallint("children").notNull(),
    infants: smallint("infants").notNull(),
    passengersComplete: boolean("passengers_complete").notNull().default(false),
    totalAmount: won("total_amount").notNull(),
    paymentDeadline: instant("payment_deadline").notNull(),
    priceGuaranteedUntil: instant("price_guaranteed_until").notNull(),
    heldAt: instant("held_at").notNull().defaultNow(),
    createdAt: instant("created_at"),
    endedAt: instant("ended_at"),
    /** Why an EXPIRED reservation ended; null in older rows. */
    endCause: text("end_cause").$type<HoldEndCause>(),
    cancelCause: text("cancel_cause").$type<CancelCause>(),
    /** Grows by one with each change that is done: of two changes of one version the second is refused. */
    version: integer("version").notNull().default(1),
    /** The reservation that its passengers left to have one of their own; null when it was sold as it is. */
    splitFrom: uuid("split_from"),
    /**
     * The next three are what the release before the order reads (docs/decisions/0050-the-order.md). They are written and
     * not read any more; a later release drops them.
     */
    paidAmount: won("paid_amount").notNull().default(0),
    refundedAmount: won("refunded_amount").notNull().default(0),
    paymentId: uuid("payment_id"),
  },
  (t) => [
    uniqueIndex("reservations_idempotency").on(t.customerId, t.idempotencyKey),
    // My trips.
    index("reservations_customer").on(t.customerId, t.heldAt.desc()),
    // Holding: the customer's own live holds, and the count of those from one address.
    index("reservations_held_customer").on(t.customerId).where(sql`status = 'HELD'`),
    index("reservations_client").on(t.clientKey).where(sql`status = 'HELD'`),
    // The units that one contact holds, over all accounts.
    index("reservations_held_email").on(t.emailKey).where(sql`status = 'HELD' and unproven`),
    index("reservations_held_phone")
      .on(t.phoneKey)
      .where(sql`status = 'HELD' and unproven and phone_key is not null`),
    // Whether a customer has ever paid; a hold writes nothing here.
    index("reservations_paid").on(t.customerId).where(sql`created_at is not null`),
    // Hold sweep.
    index("reservations_held").on(t.paymentDeadline).where(sql`status = 'HELD'`),
    // The family of a reservation. Created online: migrations/online.
    index("reservations_split_from").on(t.splitFrom).where(sql`split_from is not null`),
    // Admin search by e-mail.
    index("reservations_email").on(sql`lower(contact_email)`),
  ],
);

/** Idempotency keys of requests that were answered with a hold which the customer had already. */
export const holdKeys = reservationSchema.table(
  "hold_keys",
  {
    customerId: uuid("customer_id").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.idempotencyKey] }),
    index("hold_keys_reservation").on(t.reservationId),
  ],
);

export const segments = reservationSchema.table(
  "segments",
  {
    id: uuid("id").primaryKey(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id),
    /** The place in the trip, from 0. Below zero: a change took the flight out of the trip. */
    position: smallint("position").notNull(),
    flightId: integer("flight_id").notNull(),
    brand: text("brand").notNull(),
    cabin: text("cabin").notNull(),
    /** The rules of the fare brand at the time of purchase (FareBrandRule of domain/fare-brand). */
    brandRule: jsonb("brand_rule").$type<Record<string, unknown>>().notNull(),
    /** True if the flight had left when the reservation was cancelled: the segment was not given up. */
    kept: boolean("kept").notNull().default(false),
    /** When staff recorded that nobody of this reservation boarded the flight; null when they did not. */
    missedAt: instant("missed_at"),
    /** The fare of one adult when the hold was made; null in older rows. */
    adultFare: won("adult_fare"),
    /**
     * The earliest departure among the flights whose place this one took by changes: days to departure count to it, so
     * that a change to a later day does not make a cancellation cheaper. Null when no change brought it.
     */
    feesCountTo: instant("fees_count_to"),
  },
  (t) => [
    unique("segments_position").on(t.reservationId, t.position),
    // Cancel-flight and the manifest find a flight's reservations.
    index("segments_flight").on(t.flightId),
  ],
);

/** A Roman name as `surname_key` has it: without hyphens, spaces and apostrophes. */
const givenNameKey = sql`translate(given_name, ' -''', '')`;
const named = sql`given_name is not null`;

export const passengers = reservationSchema.table(
  "passengers",
  {
    id: uuid("id").primaryKey(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id),
    /** The place in the party, from 0. Below zero: a change took the passenger out of the trip. */
    position: smallint("position").notNull(),
    /** The type on the first flight. */
    type: text("type").$type<PassengerType>().notNull(),
    /** The type on each segment, by position, where a birthday lies between the flights; null = `type` on all. */
    segmentTypes: text("segment_types").array().$type<PassengerType[]>(),
    surname: text("surname"),
    givenName: text("given_name"),
    /** Surname without hyphens, spaces and case: what look-ups match. */
    surnameKey: text("surname_key"),
    koreanName: text("korean_name"),
    birthDate: localDate("birth_date"),
    gender: text("gender").$type<"F" | "M">(),
    /** Two letters of ISO 3166-1; null when the passenger did not say, and in older rows. */
    nationality: text("nationality"),
    ticketNumber: text("ticket_number").unique(),
  },
  (t) => [
    unique("passengers_position").on(t.reservationId, t.position),
    // Admin search by name: as on the ticket, the other way round (given name alone), and in Korean.
    index("passengers_surname").on(t.surnameKey),
    index("passengers_full_name").on(sql`(surname_key || ${givenNameKey}) text_pattern_ops`).where(named),
    index("passengers_name_reversed").on(sql`(${givenNameKey} || surname_key) text_pattern_ops`).where(named),
    index("passengers_korean_name")
      .on(sql`replace(korean_name, ' ', '') text_pattern_ops`)
      .where(sql`korean_name is not null`),
  ],
);

export const ticketSerial = reservationSchema.sequence("ticket_serial", { startWith: 2100000001 });

/** A seat of one passenger on one segment. The unique index is what keeps a seat from being given twice. */
export const seatAssignments = reservationSchema.table(
  "seat_assignments",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    flightId: integer("flight_id").notNull(),
    seat: text("seat").notNull(),
    segmentId: uuid("segment_id").notNull(),
    passengerId: uuid("passenger_id").notNull(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id),
    active: boolean("active").notNull().default(true),
    /** When the conditions of a seat beside an exit were accepted; null for every other seat. */
    exitAcceptedAt: instant("exit_accepted_at"),
  },
  (t) => [
    uniqueIndex("seat_once").on(t.flightId, t.seat).where(sql`active`),
    uniqueIndex("seat_per_passenger").on(t.segmentId, t.passengerId).where(sql`active`),
    index("seats_reservation").on(t.reservationId),
  ],
);

/** The price of a hold, line by line: what its customer is asked to pay. Of a sold reservation the charges count. */
export const priceLines = reservationSchema.table(
  "price_lines",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id),
    kind: text("kind").$type<PriceLineKind>().notNull(),
    segmentPosition: smallint("segment_position").notNull(),
    passengerPosition: smallint("passenger_position").notNull(),
    amount: won("amount").notNull(),
  },
  (t) => [index("price_lines_reservation").on(t.reservationId)],
);

/** A refund offered to the customer; it is confirmed by its id before it expires. */
export const refundQuotes = reservationSchema.table(
  "refund_quotes",
  {
    id: uuid("id").primaryKey(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id),
    paidAmount: won("paid_amount").notNull(),
    refundAmount: won("refund_amount").notNull(),
    deductions: jsonb("deductions").$type<Record<string, unknown>[]>().notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("refund_quotes_reservation").on(t.reservationId)],
);

/** The decision about each captured payment: accepted or refused, once. */
export const paymentDecisions = reservationSchema.table(
  "payment_decisions",
  {
    paymentId: uuid("payment_id").primaryKey(),
    reservationId: uuid("reservation_id").notNull(),
    decision: text("decision").$type<"ACCEPTED" | "REFUSED">().notNull(),
    reason: text("reason"),
    amount: won("amount").notNull(),
    decidedAt: instant("decided_at").notNull().defaultNow(),
    /** The change that an accepted payment paid for. */
    changeId: uuid("change_id"),
  },
  // Created online: migrations/online.
  (t) => [
    index("payment_decisions_reservation").on(t.reservationId),
    // The payments of a change, on the page of the order.
    index("payment_decisions_change").on(t.changeId).where(sql`change_id is not null`),
  ],
);

/**
 * The order: what a sold reservation is made of, so that parts of it can be changed (docs/decisions/0050-the-order.md).
 * The tables belong to the schema of reservations.
 */

/** One amendment of an order, from its quote on. The sale itself is the first: ISSUE. */
export const changes = reservationSchema.table(
  "changes",
  {
    id: uuid("id").primaryKey(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id),
    kind: text("kind").$type<ChangeKind>().notNull(),
    status: text("status").$type<ChangeStatus>().notNull(),
    /** Whole won: above zero to be paid, below zero to be refunded. */
    balance: won("balance").notNull(),
    /** What was asked for and quoted; its form depends on the kind. */
    quote: jsonb("quote").$type<Record<string, unknown>>().notNull().default({}),
    /** The version of the reservation that was quoted. The change is made on this version or not at all. */
    baseVersion: integer("base_version").notNull(),
    /** Who gives flights up, in a CANCEL. */
    cause: text("cause").$type<CancelCause>(),
    /** Who asked, as the audit log names actors. */
    askedByKind: text("asked_by_kind").notNull(),
    askedById: text("asked_by_id"),
    /** Why staff left out a fee. */
    waiverReason: text("waiver_reason"),
    quotedAt: instant("quoted_at").notNull().defaultNow(),
    /** Until when the quote can be accepted. */
    expiresAt: instant("expires_at"),
    /** When it became DONE, EXPIRED, WITHDRAWN or REFUSED. */
    endedAt: instant("ended_at"),
  },
  // The indexes by which old quotes are found and deleted were created online: migrations/online/{changes_quoted,
  // charges_change,tickets_change,coupons_ended_by}.sql.
  (t) => [
    index("changes_reservation").on(t.reservationId, t.quotedAt),
    // One change of a trip waits for its payment at a time. Created online: migrations/online.
    uniqueIndex("changes_awaiting").on(t.reservationId).where(sql`status = 'AWAITING_PAYMENT'`),
    // An order is issued once.
    uniqueIndex("changes_issue").on(t.reservationId).where(sql`kind = 'ISSUE' and status = 'DONE'`),
    // Sales figures by day.
    index("changes_done").on(t.endedAt).where(sql`status = 'DONE'`),
  ],
);

/** One per passenger and issue. Its reservation, like that of coupons and charges, is the one of its change. */
export const tickets = reservationSchema.table(
  "tickets",
  {
    /** 13 digits; unique for ever. */
    number: text("number").primaryKey(),
    reservationId: uuid("reservation_id").notNull(),
    passengerId: uuid("passenger_id")
      .notNull()
      .references(() => passengers.id),
    /** The change that issued it. */
    changeId: uuid("change_id")
      .notNull()
      .references(() => changes.id),
    /** The ticket that took its place. */
    successor: text("successor"),
  },
  (t) => [index("tickets_reservation").on(t.reservationId)],
);

const isLive = sql`state in ('OPEN', 'CHECKED_IN', 'FLOWN', 'NO_SHOW', 'SUSPENDED')`;

/** One passenger on one flight of their ticket. */
export const coupons = reservationSchema.table(
  "coupons",
  {
    id: uuid("id").primaryKey(),
    ticketNumber: text("ticket_number")
      .notNull()
      .references(() => tickets.number),
    /** The number within the ticket, from 1. */
    number: smallint("number").notNull(),
    reservationId: uuid("reservation_id").notNull(),
    passengerId: uuid("passenger_id")
      .notNull()
      .references(() => passengers.id),
    segmentId: uuid("segment_id")
      .notNull()
      .references(() => segments.id),
    /** The passenger's type on this flight. */
    passengerType: text("passenger_type").$type<PassengerType>().notNull(),
    state: text("state").$type<CouponState>().notNull(),
    /** The change that ended it as EXCHANGED or REFUNDED. */
    endedBy: uuid("ended_by").references(() => changes.id),
  },
  (t) => [
    unique("coupons_number").on(t.ticketNumber, t.number),
    // A passenger has one live coupon per flight of the trip.
    uniqueIndex("coupons_live").on(t.segmentId, t.passengerId).where(isLive),
    index("coupons_reservation").on(t.reservationId),
  ],
);

/** A signed line of money of a change that is DONE. Lines are never changed: a later change writes the opposite. */
export const charges = reservationSchema.table(
  "charges",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    reservationId: uuid("reservation_id").notNull(),
    changeId: uuid("change_id")
      .notNull()
      .references(() => changes.id),
    /** Null where a line belongs to no single coupon. */
    couponId: uuid("coupon_id").references(() => coupons.id),
    kind: text("kind").$type<ChargeKind>().notNull(),
    amount: won("amount").notNull(),
  },
  (t) => [index("charges_reservation").on(t.reservationId), index("charges_coupon").on(t.couponId)],
);

/** How much of a captured payment a change gives back. */
export const allotments = reservationSchema.table(
  "allotments",
  {
    changeId: uuid("change_id")
      .notNull()
      .references(() => changes.id),
    paymentId: uuid("payment_id").notNull(),
    amount: won("amount").notNull(),
  },
  (t) => [primaryKey({ columns: [t.changeId, t.paymentId] }), index("allotments_payment").on(t.paymentId)],
);

/** One-time codes that were sent to the contact of a reservation. The code itself is stored nowhere. */
export const accessCodes = reservationSchema.table(
  "access_codes",
  {
    id: uuid("id").primaryKey(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id, { onDelete: "cascade" }),
    /** Keyed hash of the code and this row's id. */
    codeHash: text("code_hash").notNull(),
    /** Hash of the contact address that the code was sent to. The code ends when the contact changes. */
    contactHash: text("contact_hash").notNull(),
    /** How often somebody has entered a code, right or wrong. */
    tries: smallint("tries").notNull().default(0),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    /** When it was entered correctly, or replaced by a newer code. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    // A new code ends the old one.
    uniqueIndex("access_codes_open").on(t.reservationId).where(sql`ended_at is null`),
    index("access_codes_reservation").on(t.reservationId),
    index("access_codes_at").on(t.createdAt),
  ],
);

/** Browsers that may manage one reservation without its member's account, because they entered a one-time code. */
export const accessGrants = reservationSchema.table(
  "access_grants",
  {
    id: uuid("id").primaryKey(),
    reservationId: uuid("reservation_id")
      .notNull()
      .references(() => reservations.id, { onDelete: "cascade" }),
    /** Hash of the contact address that received the code. The grant ends when the contact changes. */
    contactHash: text("contact_hash").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("access_grants_reservation").on(t.reservationId), index("access_grants_at").on(t.createdAt)],
);
