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
 * What the database itself refuses to have twice, whatever the code in front of it does. Most of these
 * are also tested by what they do; some are behind a lock or a look-up that always comes first.
 */
test.each([
  // L1: a unit, a seat and a ticket are one passenger's.
  "reservation.inventory_units (flight_id, cabin, unit)",
  "reservation.seat_assignments (flight_id, seat) WHERE active",
  "reservation.seat_assignments (segment_id, passenger_id) WHERE active",
  "reservation.passengers (ticket_number)",
  "reservation.passengers (reservation_id, position)",
  "reservation.segments (reservation_id, position)",
  "reservation.flights (id)",
  "reservation.fares (flight_id, brand)",
  "reservation.policies (kind, valid_from)",
  // L6: the same request, the same answer; a locator opens one booking.
  "reservation.reservations (customer_id, idempotency_key)",
  "reservation.reservations (locator)",
  // L2: money moves once.
  "reservation.payment_decisions (payment_id)",
  "payment.payments (reservation_id) WHERE (status = 'PENDING'::text)",
  "payment.payments (reservation_id, attempt)",
  "payment.payments (checkout_session_id)",
  "payment.payments (payment_intent_id)",
  "payment.refunds (payment_id, reason)",
  "payment.refunds (provider_refund_id)",
  "payment.provider_events (id)",
  // L3: miles of a segment and passenger are credited and reversed once.
  "mileage.ledger (segment_id, passenger_id, kind)",
  "mileage.accounts (member_id)",
  // L4 and L5: an event is told and shown once.
  "notification.messages (event_id, channel, recipient_id)",
  "notification.recipients (user_id)",
  "history.entries (event_id)",
  "shared.outbox (id)",
  "shared.rate_limits (key, window_start)",
  "operations.dead_letters (run_id)",
  // A person has one account, a flight number one flight a day.
  "identity.users (lower(email))",
  "identity.oauth_accounts (provider, provider_account_id)",
  "schedule.flights (designator, service_date)",
  "schedule.flight_fares (flight_id, brand)",
  "schedule.season_schedules (id)",
  "schedule.routes (origin, destination)",
])("unique: %s", (key) => expect(found).toContain(key));

test.each(["ledger_sign", "flights_forward"])("checked: %s", (name) => expect(checks).toContain(name));
