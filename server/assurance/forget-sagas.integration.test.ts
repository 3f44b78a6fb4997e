import { type SQL, sql } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import {
  forgetDeadLetters,
  forgetPublishedFlights,
  forgetSagas,
  forgetStepAttempts,
  recordSweptItem,
} from ".";

const tables = sql`shared.outbox, shared.forgotten_sagas, reservation.segments, reservation.flights,
  reservation.payment_decisions, reservation.reservations, payment.refunds, payment.payments,
  notification.messages, history.entries, assurance.dead_letters, assurance.step_attempts,
  shared.deliveries`;

afterEach(() => database().execute(sql`truncate ${tables} cascade`));
afterAll(closeDatabase);

const system = systemContext("test");
const [id, event, payment] = [uuidv7(), uuidv7(), uuidv7()];
const HELD = "reservation/reservation.held";
const EXPIRED = "reservation/reservation.expired";

const run = async (...statements: SQL[]) => {
  for (const statement of statements) await database().execute(statement);
};
const ago = (days: number) => sql`now() - make_interval(days => ${days})`;

const outbox = (name: string, days: number, eventId = uuidv7(), data: object = {}) => sql`
  insert into shared.outbox (id, name, version, data, correlation_id, occurred_at, published_at)
  values (${eventId}, ${name}, 1, ${JSON.stringify(data)}::jsonb, ${id}, ${ago(days)}, ${ago(days)})`;

/** A reservation whose flight left `days` ago, with its messages and timeline entries. */
const saga = (status: string, flownDays: number) => [
  sql`insert into reservation.flights (id, designator, origin, destination, origin_zone, destination_zone,
      origin_country, destination_country, departure_date, arrival_date, departs_at, arrives_at, aircraft_type,
      distance_miles, status, version)
    values (7, 'MA7', 'GMP', 'CJU', 'Asia/Seoul', 'Asia/Seoul', 'KR', 'KR', now(), now(), ${ago(flownDays)},
      ${ago(flownDays)}, 'TST', 280, 'ON_SALE', 1)`,
  sql`insert into reservation.reservations (id, locator, status, customer_id, client_key, idempotency_key, locale,
      contact_email, adults, children, infants, total_amount, payment_deadline, price_guaranteed_until)
    values (${id}, 'BCDFGH', ${status}, ${id}, 'test', 'test', 'ko', 'a@example.com', 1, 0, 0, 98000, now(), now())`,
  sql`insert into reservation.segments (id, reservation_id, position, flight_id, brand, cabin, brand_rule)
    values (${id}, ${id}, 0, 7, 'SAVER', 'ECONOMY', '{}')`,
  outbox(HELD, bookedDays(flownDays), event),
  message("SENT"),
  sql`insert into history.entries (event_id, customer_id, name, version, category, summary, occurred_at)
    values (${event}, ${id}, ${HELD}, 1, 'RESERVATION', '{}', now())`,
  ...(status === "EXPIRED" ? silently(EXPIRED, {}, bookedDays(flownDays)) : []),
  attempt(40),
];

/** Flights of the past were held before they left, flights of the future recently. */
const bookedDays = (flownDays: number) => (flownDays > 0 ? 400 : 40);

const message = (status: string) => sql`
  insert into notification.messages (id, event_id, recipient_id, channel, template, locale, subject, body, data,
    status, reservation_id)
  values (${uuidv7()}, ${event}, ${uuidv7()}, 'EMAIL', 't', 'ko', 's', 'b', '{}', ${status}, ${id})`;

const attempt = (days: number) => sql`
  insert into assurance.step_attempts (run_id, function_id, step, attempt, correlation_id, outcome, started_at, ended_at)
  values ('r', 'f', 's', 0, ${id}, 'SUCCEEDED', ${ago(days)}, ${ago(days)})`;

const paid = (status: string) => sql`
  insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status, due_at)
  values (${payment}, ${id}, ${id}, 'BCDFGH', 'ko', 1, 98000, ${status}, now())`;
const decided = sql`
  insert into reservation.payment_decisions (payment_id, reservation_id, decision, amount)
  values (${payment}, ${id}, 'REFUSED', 98000)`;
const refund = (status: string) => sql`
  insert into payment.refunds (id, payment_id, reservation_id, amount, reason, status)
  values (${uuidv7()}, ${payment}, ${id}, 98000, 'REFUSED', ${status})`;
const letter = (resolved: SQL) => sql`
  insert into assurance.dead_letters (id, function_id, run_id, event_id, event_name, event, error, correlation_id,
    resolved_at) values (${uuidv7()}, 'f', 'r', 'e', 'n', '{}', 'x', ${id}, ${resolved})`;

const delivery = (eventId: string) => sql`
  insert into shared.deliveries (event_id, consumer, next_try_at) values (${eventId}, 'f', now())`;

const count = async (table: SQL) => (await database().execute(sql`select from ${table}`)).rows.length;
const counts = async () => ({
  events: await count(sql`shared.outbox`),
  attempts: await count(sql`assurance.step_attempts`),
  forgotten: await count(sql`shared.forgotten_sagas`),
});
const [forgotten, nothing] = [
  { events: 0, attempts: 0, forgotten: 1 },
  { attempts: 1, forgotten: 0 },
];

/** An event that needs no message and no timeline entry. */
const quiet = (days: number, data: object = {}) => outbox("schedule/flight.cancelled", days, uuidv7(), data);
/** An event with its messages and its timeline entry. */
function silently(name: string, data: object, days = 400): SQL[] {
  const eventId = uuidv7();
  return [
    outbox(name, days, eventId, data),
    sql`insert into notification.messages (id, event_id, recipient_id, channel, template, locale, subject, body,
      data, status) values (${uuidv7()}, ${eventId}, ${uuidv7()}, 'EMAIL', 't', 'ko', 's', 'b', '{}', 'SENT')`,
    sql`insert into history.entries (event_id, customer_id, name, version, category, summary, occurred_at)
      values (${eventId}, ${id}, ${name}, 1, 'RESERVATION', '{}', now())`,
  ];
}
const created = silently("reservation/reservation.created", {
  segments: [{ distanceMiles: 275, mileageRatePercent: 50 }],
  passengers: [{ type: "ADULT" }],
});
const accrual = sql`
  insert into mileage.ledger (id, member_id, kind, miles, reservation_id, locator, segment_id, passenger_id,
    designator, origin, destination, usable_from, expires_at, event_id)
  values (${uuidv7()}, ${id}, 'ACCRUAL', 138, ${id}, 'BCDFGH', ${uuidv7()}, ${uuidv7()}, 'MA7', 'GMP', 'CJU',
    now(), now(), ${uuidv7()})`;

describe("events and attempts are deleted for", () => {
  test.each([
    ["a hold that expired unpaid", saga("EXPIRED", -10)],
    ["a hold whose payment page was closed unpaid", [...saga("EXPIRED", -10), paid("CLOSED")]],
    ["a trip that was flown a year ago", saga("CREATED", 366)],
    ["a trip that was cancelled before it would have flown a year ago", saga("CANCELLED", 366)],
    [
      "a late payment that was refunded",
      [...saga("EXPIRED", 366), paid("CAPTURED"), decided, refund("COMPLETED")],
    ],
    ["a hold with a dead letter that was closed", [...saga("EXPIRED", -10), letter(sql`now()`)]],
  ])("%s", async (_, statements) => {
    await run(...statements);
    expect(await forgetSagas(system)).toBe(1);
    expect(await counts()).toEqual(forgotten);
    expect(await forgetSagas(system)).toBe(0);
  });
});

describe("nothing is deleted for", () => {
  test.each([
    ["a trip that was flown less than a year ago", saga("CREATED", 364)],
    ["a cancelled trip whose flight was less than a year ago", saga("CANCELLED", 364)],
    ["a reservation that is still held", saga("HELD", 366)],
    ["a hold with an open payment", [...saga("EXPIRED", 364), paid("PENDING")]],
    ["a late payment without a refund", [...saga("EXPIRED", 364), paid("CAPTURED"), decided]],
    ["a reservation with an event that is less than a month old", [...saga("EXPIRED", -10), quiet(29)]],
    [
      "an event that was not published",
      [...saga("EXPIRED", -10), sql`update shared.outbox set published_at = null`],
    ],
    [
      "an event that was parked",
      [...saga("EXPIRED", -10), sql`update shared.outbox set parked_reason = 'x'`],
    ],
    ["an event without messages", [...saga("EXPIRED", -10), sql`delete from notification.messages`]],
    ["an event that was not projected", [...saga("EXPIRED", -10), sql`delete from history.entries`]],
    ["an event that a reaction has not confirmed", [...saga("EXPIRED", -10), delivery(event)]],
    ["a message that was not sent", [...saga("EXPIRED", -10), message("QUEUED")]],
    ["a pending refund", [...saga("EXPIRED", 366), paid("CAPTURED"), decided, refund("PENDING")]],
    ["a capture without a decision", [...saga("EXPIRED", 366), paid("CAPTURED")]],
    ["miles that were not credited", [...saga("CREATED", 366), ...created]],
    [
      "miles that were not reversed",
      [...saga("CREATED", 366), ...created, accrual, ...silently("reservation/reservation.cancelled", {})],
    ],
    ["an open dead letter", [...saga("EXPIRED", -10), letter(sql`null`)]],
  ])("%s", async (_, statements) => {
    await run(...statements);
    expect(await forgetSagas(system)).toBe(0);
    expect(await counts()).toMatchObject(nothing);
  });

  test.each([
    ["expired holds", EXPIRED, saga("EXPIRED", -10)],
    ["trips", HELD, saga("CREATED", 366)],
  ])("deletable reservations are found behind %s that are kept", async (_, name, statements) => {
    await run(
      sql`insert into shared.outbox (id, name, version, data, correlation_id, occurred_at, published_at)
          select gen_random_uuid(), ${name}, 1, '{}', gen_random_uuid(), ${ago(400)}, now() from generate_series(1, 1100)`,
      ...statements,
    );
    expect(await forgetSagas(system)).toBe(1);
  });
});

test("old events of published flights are deleted, unless they wait, are parked or unconfirmed", async () => {
  const published = "schedule/flights.published";
  const set = (change: SQL, eventId: string) => sql`update shared.outbox set ${change} where id = ${eventId}`;
  const [waiting, parked, unconfirmed] = [uuidv7(), uuidv7(), uuidv7()];
  await run(
    outbox(published, 31),
    outbox(published, 29),
    outbox("schedule/flight.cancelled", 31),
    outbox(published, 31, waiting),
    outbox(published, 31, parked),
    outbox(published, 31, unconfirmed),
    delivery(unconfirmed),
    set(sql`published_at = null`, waiting),
    set(sql`parked_reason = 'x'`, parked),
  );
  expect(await forgetPublishedFlights(system)).toBe(1);
  expect(await forgetPublishedFlights(system)).toBe(0);
});

test("old attempts are deleted; later ones continue their numbers", async () => {
  const item = { functionId: "f", id, step: "s", reservationId: id, error: null };
  const swept = () => recordSweptItem(system, { ...item, startedAt: new Date(), endedAt: new Date() });
  await swept();
  await swept();
  await run(
    sql`update assurance.step_attempts set ended_at = ${ago(91)} where attempt = 0`,
    sql`update assurance.step_attempts set ended_at = ${ago(89)} where attempt = 1`,
  );
  expect(await forgetStepAttempts(system)).toBe(1);
  await swept();
  const { rows } = await database().execute(sql`select attempt from assurance.step_attempts order by id`);
  expect(rows).toEqual([{ attempt: 1 }, { attempt: 2 }]);
});

test("only the system deletes records", async () => {
  const ctx = { actor: { kind: "STAFF" as const, role: "ADMIN" as const, id, email: "", address: "" } };
  const forbidden = new AppError("FORBIDDEN");
  for (const forget of [forgetSagas, forgetPublishedFlights, forgetStepAttempts])
    await expect((async () => forget(ctx))()).rejects.toThrow(forbidden);
});

test("dead letters are deleted a month after they were closed; open ones stay", async () => {
  const letter = (runId: string, resolved: SQL) => sql`
    insert into assurance.dead_letters (id, function_id, run_id, event_id, event_name, event, error, parked_at, resolved_at)
    values (${uuidv7()}, 'f', ${runId}, 'e', 'n', '{}', 'e', ${ago(90)}, ${resolved})`;
  await run(letter("old", ago(31)), letter("young", ago(29)), letter("open", sql`null`));
  expect(await forgetDeadLetters(system)).toBe(1);
  const { rows } = await database().execute(sql`select run_id from assurance.dead_letters order by run_id`);
  expect(rows).toEqual([{ run_id: "open" }, { run_id: "young" }]);
});
