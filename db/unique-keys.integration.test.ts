import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "./client";

let found: string[] = [];
let checks: string[] = [];

beforeAll(async () => {
  const { rows } = await database().execute<{ key: string }>(sql`
    select t.relnamespace::regnamespace || '.' || t.relname
      || regexp_replace(replace(pg_get_indexdef(i.indexrelid), '"', ''), '^.* USING btree', '') as key
    from pg_index i join pg_class t on t.oid = i.indrelid
    where i.indisunique and i.indisvalid`);
  found = rows.map((row) => row.key);
  const constraints = await database().execute<{ conname: string }>(
    sql`select conname from pg_constraint where contype = 'c'`,
  );
  checks = constraints.rows.map((row) => row.conname);
});
afterAll(closeDatabase);

/**
 * The keys that the database keeps unique, independently of the code. Most of them are also tested by their effects; some
 * cannot be, because a lock or a look-up always comes first.
 */
test.each([
  // L1: a unit, a seat and a ticket belong to one passenger.
  "reservation.inventory_units (flight_id, cabin, unit)",
  "reservation.seat_assignments (flight_id, seat) WHERE active",
  "reservation.seat_assignments (segment_id, passenger_id) WHERE active",
  "reservation.passengers (ticket_number)",
  "reservation.passengers (reservation_id, position)",
  "reservation.segments (reservation_id, position)",
  "reservation.flights (id)",
  "reservation.fares (flight_id, brand)",
  "reservation.policies (kind, valid_from)",
  // L6: the same request gets the same answer; a locator belongs to one booking.
  "reservation.reservations (customer_id, idempotency_key)",
  "reservation.reservations (locator)",
  // L2: money moves once.
  "reservation.payment_decisions (payment_id)",
  "payment.payments (reservation_id) WHERE (status = 'PENDING'::text)",
  "payment.payments (reservation_id, attempt)",
  "payment.payments (checkout_session_id)",
  "payment.payments (payment_intent_id)",
  "payment.refunds (payment_id, reason, COALESCE(change_id, '00000000-0000-0000-0000-000000000000'::uuid))",
  "reservation.allotments (change_id, payment_id)",
  "reservation.changes (reservation_id) WHERE ((kind = 'ISSUE'::text) AND (status = 'DONE'::text))",
  // A ticket and its coupons are one passenger's; a passenger has one live coupon per flight.
  "reservation.tickets (number)",
  "reservation.coupons (ticket_number, number)",
  "reservation.coupons (segment_id, passenger_id) WHERE (state = ANY (ARRAY['OPEN'::text, 'CHECKED_IN'::text, 'FLOWN'::text, 'NO_SHOW'::text, 'SUSPENDED'::text]))",
  "payment.refunds (provider_refund_id)",
  "payment.provider_events (id)",
  // L3: miles of a segment and passenger are credited and reversed once.
  "mileage.ledger (segment_id, passenger_id, kind)",
  "mileage.accounts (member_id)",
  "mileage.adjustments (id)",
  // L4 and L5: an event has one message per channel and one timeline entry.
  "notification.messages (event_id, channel, recipient_id)",
  "notification.recipients (user_id)",
  "notification.resends (id)",
  "history.entries (event_id)",
  "shared.outbox (id)",
  "shared.rate_limits (key, window_start)",
  "assurance.dead_letters (run_id)",
  // A person has one account; a flight number has one flight per day.
  "identity.users (lower(email))",
  "identity.oauth_accounts (provider, provider_account_id)",
  "schedule.flights (designator, service_date)",
  "schedule.flight_fares (flight_id, brand)",
  "schedule.season_schedules (id)",
  "schedule.routes (origin, destination)",
])("unique: %s", (key) => expect(found).toContain(key));

test.each(["ledger_sign", "flights_forward"])("checked: %s", (name) => expect(checks).toContain(name));
