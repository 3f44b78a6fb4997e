import { sql } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { uuidv7 } from "@/server/shared/ids";
import { hasBacklog } from "./backlog";
import { checkLaws, isDrained } from "./laws";
import type { LawName } from "./laws/law";

const tables = sql`shared.outbox, reservation.inventory_units, reservation.seat_assignments,
  reservation.segments, reservation.passengers, reservation.payment_decisions, reservation.reservations,
  payment.refunds, payment.payments, mileage.accounts, mileage.ledger, notification.messages,
  history.entries, operations.dead_letters, shared.forgotten_sagas`;

afterEach(() => database().execute(sql`truncate ${tables} cascade`));
afterAll(closeDatabase);

const run = (...statements: ReturnType<typeof sql>[]) =>
  statements.reduce<Promise<unknown>>(
    (before, s) => before.then(() => database().execute(s)),
    Promise.resolve(),
  );

const law = async (name: LawName) => (await checkLaws()).find((l) => l.law === name);
const rules = async (name: LawName) => ((await law(name))?.violations ?? []).map((v) => v.rule);

const reservation = (
  id: string,
  status: string,
  paid = 0,
  refunded = 0,
  paymentId: string | null = null,
) => sql`
  insert into reservation.reservations (id, locator, status, customer_id, client_key, idempotency_key, locale, contact_email,
    adults, children, infants, total_amount, payment_deadline, price_guaranteed_until, paid_amount,
    refunded_amount, payment_id)
  values (${id}, ${id.slice(-6)}, ${status}, ${uuidv7()}, 'test', ${id}, 'ko', 'a@example.com', 1, 0, 0, 98000,
    now() - interval '1 second', now(), ${paid}, ${refunded}, ${paymentId})`;

const segment = (reservationId: string) => sql`
  insert into reservation.segments (id, reservation_id, position, flight_id, brand, cabin, brand_rule)
  values (${uuidv7()}, ${reservationId}, 1, 7, 'SAVER', 'ECONOMY', '{}')`;

const units = (count: number) => sql`
  insert into reservation.inventory_units (flight_id, cabin, unit)
  select 7, 'ECONOMY', generate_series(1, ${count}::int)`;

const sell = (unit: number, reservationId: string | null) => sql`
  update reservation.inventory_units set sold = true, reservation_id = ${reservationId} where unit = ${unit}`;

const seat = (reservationId: string, passengerId = uuidv7()) => sql`
  insert into reservation.seat_assignments (flight_id, seat, segment_id, passenger_id, reservation_id)
  values (7, '12A', ${uuidv7()}, ${passengerId}, ${reservationId})`;

const capture = (
  id: string,
  reservationId: string,
  amount = 98_000,
  decision: string | null = "ACCEPTED",
) => [
  sql`insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status, due_at,
      captured_at) values (${id}, ${reservationId}, ${uuidv7()}, 'BCDFGH', 'ko', 1, ${amount}, 'CAPTURED', now(), now())`,
  ...(decision
    ? [
        sql`insert into reservation.payment_decisions (payment_id, reservation_id, decision, amount)
            values (${id}, ${reservationId}, ${decision}, ${amount})`,
      ]
    : []),
];

const refund = (paymentId: string, amount: number, status = "COMPLETED", reason = "CANCELLED") => sql`
  insert into payment.refunds (id, payment_id, reservation_id, amount, reason, status)
  values (${uuidv7()}, ${paymentId}, ${uuidv7()}, ${amount}, ${reason}, ${status})`;

const outbox = (name: string, correlationId: string, data: object = {}, id = uuidv7()) => sql`
  insert into shared.outbox (id, name, version, data, correlation_id, published_at)
  values (${id}, ${name}, 1, ${JSON.stringify(data)}::jsonb, ${correlationId}, now())`;

const entry = (memberId: string, reservationId: string, kind: string, miles: number) => sql`
  insert into mileage.ledger (id, member_id, kind, miles, reservation_id, locator, segment_id, passenger_id,
    designator, origin, destination, usable_from, expires_at, event_id)
  values (${uuidv7()}, ${memberId}, ${kind}, ${miles}, ${reservationId}, 'BCDFGH', ${uuidv7()}, ${uuidv7()},
    'MA101', 'GMP', 'CJU', now(), now(), ${uuidv7()})`;

const account = (memberId: string, miles: number) =>
  sql`insert into mileage.accounts (member_id, balance_miles) values (${memberId}, ${miles})`;

const earning = (memberId: string) => ({
  memberId,
  segments: [{ distanceMiles: 275, mileageRatePercent: 50 }],
  passengers: [{ type: "ADULT" }, { type: "INFANT" }],
});

const message = (eventId: string, status = "SENT", id = uuidv7()) => sql`
  insert into notification.messages (id, event_id, recipient_id, channel, template, locale, subject, body, data, status)
  values (${id}, ${eventId}, ${uuidv7()}, 'EMAIL', 'confirmed', 'ko', 's', 'b', '{}', ${status})`;

test("an airline without a booking keeps all laws", async () => {
  const reports = await checkLaws({ captured: 0, refunded: 0 });
  expect(reports.map((r) => r.law)).toEqual(["L1", "L2", "L3", "L4", "L5", "L7"]);
  expect(isDrained(reports)).toBe(true);
});

describe("L1 finds", () => {
  const id = uuidv7();
  test("nothing wrong with a created reservation that has its unit", async () => {
    await run(units(3), reservation(id, "CREATED"), segment(id), sell(1, id), seat(id));
    expect(await law("L1")).toMatchObject({
      ok: true,
      figures: { units: 3, sold: 1, held: 0, free: 2, active_seats: 1 },
    });
  });
  test("a reservation without a unit", async () => {
    await run(units(3), reservation(id, "CREATED"), segment(id));
    expect(await rules("L1")).toEqual(["units sold = passengers of created reservations"]);
  });
  test("a unit sold to nobody", async () => {
    await run(units(3), sell(2, null));
    expect(await rules("L1")).toContain("a sold unit belongs to a created reservation");
  });
  test("a missing unit", async () => {
    await run(units(3), sql`delete from reservation.inventory_units where unit = 2`);
    expect(await rules("L1")).toEqual(["units are numbered 1 to capacity"]);
  });
  test("a seat of a reservation that has ended", async () => {
    await run(reservation(id, "EXPIRED"), seat(id));
    expect(await rules("L1")).toEqual(["active seats belong to created or held reservations"]);
  });
  test("a seat of a hold that is overdue, as pending", async () => {
    await run(reservation(id, "HELD"), seat(id));
    expect(await law("L1")).toMatchObject({ ok: true, pending: 1 });
  });
  test("an infant on a seat", async () => {
    const passenger = uuidv7();
    await run(
      reservation(id, "HELD"),
      sql`insert into reservation.passengers (id, reservation_id, position, type)
          values (${passenger}, ${id}, 1, 'INFANT')`,
      seat(id, passenger),
    );
    expect(await rules("L1")).toEqual(["infants have no seat"]);
  });
});

describe("L2 finds", () => {
  const [id, payment] = [uuidv7(), uuidv7()];
  test("nothing wrong with a paid, cancelled and refunded reservation", async () => {
    await run(
      reservation(id, "CANCELLED", 98_000, 90_000, payment),
      ...capture(payment, id),
      refund(payment, 90_000),
    );
    expect(isDrained(await checkLaws({ captured: 98_000, refunded: 90_000 }))).toBe(true);
  });
  test("a refund that was not written down yet, as pending", async () => {
    await run(reservation(id, "CANCELLED", 98_000, 90_000, payment), ...capture(payment, id));
    expect(await law("L2")).toMatchObject({ ok: true, pending: 1 });
  });
  test("a capture that nobody decided on, as pending", async () => {
    await run(reservation(id, "HELD"), ...capture(payment, id, 98_000, null));
    expect(await law("L2")).toMatchObject({ ok: true, pending: 1 });
  });
  test.each([
    ["too little", 89_999],
    ["too much", 98_001],
  ])("%s given back", async (_, amount) => {
    await run(
      reservation(id, "CANCELLED", 98_000, 90_000, payment),
      ...capture(payment, id),
      refund(payment, amount),
    );
    expect(await rules("L2")).toEqual(["a payment keeps what its reservation keeps"]);
  });
  test("a refused capture that was given back in part", async () => {
    await run(
      reservation(id, "EXPIRED"),
      ...capture(payment, id, 98_000, "REFUSED"),
      refund(payment, 97_000, "COMPLETED", "REFUSED"),
    );
    expect(await rules("L2")).toEqual(["a payment keeps what its reservation keeps"]);
  });
  test("a created reservation that was refunded", async () => {
    await run(
      reservation(id, "CREATED", 98_000, 0, payment),
      ...capture(payment, id),
      refund(payment, 98_000),
    );
    expect(await rules("L2")).toContain("a payment keeps what its reservation keeps");
  });
  test("a created reservation without money", async () => {
    await run(reservation(id, "CREATED", 98_000, 0, payment));
    expect(await rules("L2")).toEqual(["a paid reservation has its captured payment"]);
  });
  test("another sum at the provider", async () => {
    await run(reservation(id, "CREATED", 98_000, 0, payment), ...capture(payment, id));
    const [, money] = await checkLaws({ captured: 98_000, refunded: 1 });
    expect(money?.violations).toEqual([
      { rule: "the provider has the same sums", sum: "refunded", here: 0, there: 1 },
    ]);
  });
});

describe("L3 finds", () => {
  const [id, member] = [uuidv7(), uuidv7()];
  const createdEvent = outbox("reservation/reservation.created", id, earning(member));
  const told = (name: string, deltaMiles: number) =>
    outbox(`mileage/mileage.${name}`, id, { memberId: member, deltaMiles });
  const credited = [createdEvent, entry(member, id, "ACCRUAL", 138), told("increased", 138)];

  test("nothing wrong with miles credited and taken back", async () => {
    await run(
      ...credited,
      outbox("reservation/reservation.cancelled", id),
      entry(member, id, "REVERSAL", -138),
      told("decreased", 138),
      account(member, 0),
    );
    expect(await law("L3")).toMatchObject({
      ok: true,
      pending: 0,
      figures: { earned: 138, taken_back: 138 },
    });
  });
  test("miles on their way, as pending", async () => {
    await run(createdEvent, outbox("reservation/reservation.cancelled", id));
    expect(await law("L3")).toMatchObject({ ok: true, pending: 2 });
  });
  test("a balance that is not the sum", async () => {
    await run(...credited, account(member, 139));
    expect(await rules("L3")).toContain("balance = sum of the ledger");
  });
  test("miles credited twice", async () => {
    await run(...credited, entry(member, id, "ACCRUAL", 138), account(member, 276));
    expect(await rules("L3")).toContain("a reservation has the miles of its events");
  });
  test("miles taken from a reservation that stands", async () => {
    await run(...credited, entry(member, id, "REVERSAL", -138), account(member, 0));
    expect(await rules("L3")).toContain("a reservation has the miles of its events");
  });
  test("miles from nowhere, and a change that was not told", async () => {
    await run(entry(member, id, "ACCRUAL", 138), account(member, 138));
    expect(await rules("L3")).toEqual([
      "miles come from created reservations",
      "mileage events tell of every change",
    ]);
  });
});

describe("L4 finds", () => {
  const [id, event] = [uuidv7(), uuidv7()];
  const createdEvent = outbox("reservation/reservation.created", id, {}, event);
  test("messages on their way, as pending", async () => {
    await run(createdEvent, message(event, "QUEUED"));
    expect(await law("L4")).toMatchObject({
      ok: true,
      pending: 2,
      figures: { due: 2, messages: 1, sent: 0 },
    });
  });
  test("two messages about one change", async () => {
    await run(createdEvent, message(event, "QUEUED"), message(event, "QUEUED"));
    expect(await rules("L4")).toEqual(["one message per change and channel"]);
  });
  test("a message about nothing", async () => {
    await run(message(uuidv7(), "QUEUED"));
    expect(await rules("L4")).toEqual(["a message is about a change"]);
  });
  test("a message that went out untold, and one told twice", async () => {
    const twice = uuidv7();
    const sent = outbox("notification/message.sent", id, { messageId: twice });
    const other = sql.join([outbox("notification/message.sent", id, { messageId: twice }, uuidv7())]);
    await run(createdEvent, message(event, "SENT", twice), sent, other);
    expect((await law("L4"))?.violations).toMatchObject([
      { rule: "one event per message that went out", events: 2 },
    ]);
    await run(sql`delete from shared.outbox where name = 'notification/message.sent'`);
    expect((await law("L4"))?.violations).toMatchObject([
      { rule: "one event per message that went out", events: 0 },
    ]);
  });
});

describe("L5 finds", () => {
  const id = uuidv7();
  const [held, made, gone] = ["held", "created", "cancelled"].map((n) => `reservation/reservation.${n}`);
  test("events that are not in the timeline yet, as pending", async () => {
    await run(outbox(held!, id), outbox(made!, id), outbox(gone!, id));
    expect(await law("L5")).toMatchObject({ ok: true, pending: 3 });
  });
  test("an expired hold that a late payment brought back in order", async () => {
    await run(outbox(held!, id), outbox("reservation/reservation.expired", id), outbox(made!, id));
    expect(await law("L5")).toMatchObject({ ok: true });
  });
  test.each([
    ["created without a hold", [made]],
    ["cancelled before it was created", [held, gone, made]],
    ["created twice", [held, made, made]],
    ["expired after it was created", [held, made, "reservation/reservation.expired"]],
    ["changed after it was cancelled", [held, made, gone, "reservation/reservation.changed"]],
  ])("a reservation %s", async (_, names) => {
    await run(...names.map((name) => outbox(name!, id)));
    expect(await rules("L5")).toEqual(["events of a reservation are in legal order"]);
  });
  test("an entry without an event", async () => {
    await run(sql`insert into history.entries (event_id, customer_id, name, version, category, summary, occurred_at)
      values (${uuidv7()}, ${uuidv7()}, ${made}, 1, 'RESERVATION', '{}', now())`);
    expect(await rules("L5")).toEqual(["an entry tells of an event"]);
  });
});

describe("what the event log has forgotten", () => {
  const [id, other, member] = [uuidv7(), uuidv7(), uuidv7()];
  const forget = sql`insert into shared.forgotten_sagas (saga_id) values (${id})`;
  const sent = message(uuidv7());
  const about = sql`update notification.messages set reservation_id = ${id}`;
  const shown = sql`insert into history.entries (event_id, customer_id, name, version, category, reservation_id, summary,
    occurred_at) values (${uuidv7()}, ${member}, 'n', 1, 'RESERVATION', ${id}, '{}', now())`;
  const left = [sent, about, shown, entry(member, id, "ACCRUAL", 138), account(member, 138)];
  const broken = async () => (await checkLaws()).filter((l) => !l.ok).map((l) => l.law);

  test("breaks no law; without the mark all of it is missing", async () => {
    await run(...left, forget);
    expect(await broken()).toEqual([]);
    await run(sql`delete from shared.forgotten_sagas`);
    expect(await broken()).toEqual(["L3", "L4", "L5"]);
  });
  test("may be followed by a straggler, which has a life and a message of its own", async () => {
    const changed = outbox("reservation/reservation.changed", id);
    const told = outbox("notification/message.sent", id, { messageId: uuidv7() });
    const increased = outbox("mileage/mileage.increased", id, { memberId: member, deltaMiles: 138 });
    await run(...left, forget, changed, told, increased);
    expect(await broken()).toEqual([]);
  });
  test("excuses nothing that is about other reservations", async () => {
    const increased = outbox("mileage/mileage.increased", other, { memberId: member, deltaMiles: 1 });
    await run(
      ...left,
      forget,
      increased,
      message(uuidv7()),
      outbox("reservation/reservation.changed", other),
    );
    expect(await broken()).toEqual(["L3", "L4", "L5"]);
  });
});

describe("L7 finds", () => {
  const id = uuidv7();
  test("what waits, as pending", async () => {
    await run(
      reservation(id, "HELD"),
      outbox("payment/payment.captured", id),
      sql`
      update shared.outbox set published_at = null`,
    );
    expect(await law("L7")).toMatchObject({ ok: true, pending: 2, figures: { outbox: 1, overdueHolds: 1 } });
  });
  test("a refund that nobody asks about; one that the bank has, and that is asked about, may take days", async () => {
    const payment = uuidv7();
    const since = (column: string, age: string) =>
      sql`update payment.refunds set ${sql.raw(column)} = now() - ${age}::interval`;
    await run(...capture(payment, uuidv7()), refund(payment, 1, "PENDING"), since("created_at", "2 days"));
    expect(await rules("L7")).toContain("a queue drains within 15 minutes");
    await run(
      sql`update payment.refunds set provider_refund_id = 're_1'`,
      since("next_check_at", "1 minute"),
    );
    expect(await rules("L7")).toEqual([]);
    await run(since("next_check_at", "20 minutes"));
    expect(await rules("L7")).toContain("a queue drains within 15 minutes");
  });
  test("a queue that does not drain", async () => {
    await run(
      outbox("payment/payment.captured", id),
      sql`
      update shared.outbox set published_at = null, occurred_at = now() - interval '1 hour'`,
    );
    expect((await law("L7"))?.violations).toMatchObject([{ queue: "outbox", waiting: 1 }]);
  });
  test("reservations on a cancelled flight, as pending", async () => {
    await run(
      reservation(id, "CREATED"),
      segment(id),
      outbox("schedule/flight.cancelled", id, { flightId: 7 }),
    );
    expect(await law("L7")).toMatchObject({ ok: true, pending: 1, figures: { cancelledFlights: 1 } });
  });
  test("parked events and dead letters", async () => {
    await run(
      outbox("payment/payment.captured", id),
      sql`update shared.outbox set parked_reason = 'too large', published_at = null`,
      sql`insert into operations.dead_letters (id, function_id, run_id, event_id, event_name, event, error)
          values (${uuidv7()}, 'f', 'r', 'e', 'n', '{}', 'x')`,
    );
    expect(await rules("L7")).toEqual(["no event is parked", "no run is given up"]);
  });
});

describe("a backlog", () => {
  const [id, event] = [uuidv7(), uuidv7()];
  const [created, sent] = ["reservation/reservation.created", "notification/message.sent"] as const;
  const entryOf = (eventId: string, name: string) => sql`
    insert into history.entries (event_id, customer_id, name, version, category, summary, occurred_at)
    values (${eventId}, ${uuidv7()}, ${name}, 1, 'RESERVATION', '{}', now())`;
  const done = [outbox(created, id, {}, event), message(event), entryOf(event, created)];

  test("is not there when each event was told and projected", async () => {
    expect(await hasBacklog()).toBe(false);
    await run(...done);
    expect(await hasBacklog()).toBe(false);
  });
  test.each([
    ["an event that was not published", [...done, sql`update shared.outbox set published_at = null`]],
    ["an event that was not told", [done[0], done[2]]],
    ["an event that was not projected", [done[0], done[1]]],
    ["a message that was not sent", [done[0], message(event, "QUEUED"), done[2]]],
    ["a sent message that is not in the timeline", [...done, outbox(sent, id)]],
    ["a hold past its deadline", [reservation(id, "HELD")]],
    ["a capture that nobody decided on", capture(uuidv7(), id, 98_000, null)],
  ])("is %s", async (_, statements) => {
    await run(...(statements as ReturnType<typeof sql>[]));
    expect(await hasBacklog()).toBe(true);
  });
  test("is a refund on its way", async () => {
    const payment = uuidv7();
    await run(...capture(payment, id));
    expect(await hasBacklog()).toBe(false);
    await run(refund(payment, 1, "PENDING"));
    expect(await hasBacklog()).toBe(true);
  });
});
