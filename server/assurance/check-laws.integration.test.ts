import { type SQL, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { uuidv7 } from "@/server/shared/ids";
import { hasBacklog } from "./backlog-view";
import { checkLaws, isDrained } from "./check-laws";
import type { LawReport } from "./schemas";

const tables = sql`shared.outbox, reservation.inventory_units, reservation.seat_assignments,
  reservation.segments, reservation.passengers, reservation.payment_decisions, reservation.reservations,
  payment.refunds, payment.payments, mileage.accounts, mileage.ledger, mileage.adjustments,
  notification.messages, notification.resends,
  history.entries, assurance.dead_letters, shared.forgotten_sagas, shared.deliveries,
  reservation.flights`;

const cursorsAt = (xid: string) =>
  sql`update shared.projection_cursors set xid = ${sql.raw(xid)}, seq = 9000000000000000`;
/** Puts the cursors after all recorded events, unless a test sets them back. */
beforeEach(() => run(cursorsAt("'9000000000000000000'")));
afterEach(() => database().execute(sql`truncate ${tables} cascade`));
/** The database itself refuses to delete audit rows. */
afterEach(() =>
  database().transaction(async (tx) => {
    await tx.execute(sql`alter table shared.audit_log disable trigger append_only`);
    await tx.execute(sql`truncate shared.audit_log`);
    await tx.execute(sql`alter table shared.audit_log enable always trigger append_only`);
  }),
);
afterAll(closeDatabase);

const run = (...statements: ReturnType<typeof sql>[]) =>
  statements.reduce<Promise<unknown>>(
    (before, s) => before.then(() => database().execute(s)),
    Promise.resolve(),
  );

const law = async (name: LawReport["law"]) => (await checkLaws()).find((l) => l.law === name);
const rules = async (name: LawReport["law"]) => ((await law(name))?.violations ?? []).map((v) => v.rule);

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

/** One passenger with a ticket, as a confirmed reservation for one adult has. */
const ticket = (reservationId: string, number: string | null = reservationId.slice(-12)) => sql`
  insert into reservation.passengers (id, reservation_id, position, type, ticket_number)
  values (${uuidv7()}, ${reservationId}, 0, 'ADULT', ${number})`;

const flight = (status: string) => sql`
  insert into reservation.flights (id, designator, origin, destination, origin_zone, destination_zone, origin_country,
    destination_country, departure_date, arrival_date, departs_at, arrives_at, aircraft_type, distance_miles,
    status, version)
  values (7, 'MA7', 'GMP', 'CJU', 'Asia/Seoul', 'Asia/Seoul', 'KR', 'KR', now(), now(), now(), now(), 'TST', 280,
    ${status}, 1)`;

const audited = (action: string, reservationId: string) => sql`
  insert into shared.audit_log (actor_kind, action, entity, entity_id, correlation_id)
  values ('SYSTEM', ${action}, 'reservation', ${reservationId}, ${reservationId})`;

const segment = (reservationId: string, kept = false, id = uuidv7()) => sql`
  insert into reservation.segments (id, reservation_id, position, flight_id, brand, cabin, brand_rule, kept)
  values (${id}, ${reservationId}, 1, 7, 'SAVER', 'ECONOMY', '{}', ${kept})`;

const units = (count: number) => sql`
  insert into reservation.inventory_units (flight_id, cabin, unit)
  select 7, 'ECONOMY', generate_series(1, ${count}::int)`;

const seat = (reservationId: string, passengerId = uuidv7(), segmentId = uuidv7()) => sql`
  insert into reservation.seat_assignments (flight_id, seat, segment_id, passenger_id, reservation_id)
  values (7, '12A', ${segmentId}, ${passengerId}, ${reservationId})`;

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

const entry = (
  memberId: string,
  reservationId: string,
  kind: string,
  miles: number,
  eventId = uuidv7(),
) => sql`
  insert into mileage.ledger (id, member_id, kind, miles, reservation_id, locator, segment_id, passenger_id,
    designator, origin, destination, usable_from, expires_at, event_id)
  values (${uuidv7()}, ${memberId}, ${kind}, ${miles}, ${reservationId}, 'BCDFGH', ${uuidv7()}, ${uuidv7()},
    'MA101', 'GMP', 'CJU', now(), now(), ${eventId})`;

const account = (memberId: string, miles: number) =>
  sql`insert into mileage.accounts (member_id, balance_miles) values (${memberId}, ${miles})`;

const earning = (memberId: string) => ({
  memberId,
  segments: [{ distanceMiles: 275, mileageRatePercent: 50 }],
  passengers: [{ type: "ADULT" }, { type: "INFANT" }],
});

const entryOf = (eventId: string, name: string) => sql`
  insert into history.entries (event_id, customer_id, name, version, category, summary, occurred_at)
  values (${eventId}, ${uuidv7()}, ${name}, 1, 'RESERVATION', '{}', now())`;

const past = (minutes: number) =>
  sql`update shared.outbox set occurred_at = now() - make_interval(mins => ${minutes})`;

const delivery = (eventId: string, consumer: string, minutes: number) => sql`
  insert into shared.deliveries (event_id, consumer, published_at, next_try_at)
  values (${eventId}, ${consumer}, now() - make_interval(mins => ${minutes}), now())`;

const message = (eventId: string, status = "SENT", id = uuidv7(), channel = "EMAIL") => sql`
  insert into notification.messages (id, event_id, recipient_id, channel, template, locale, subject, body, data, status)
  values (${id}, ${eventId}, ${uuidv7()}, ${channel}, 'confirmed', 'ko', 's', 'b', '{}', ${status})`;

test("all laws hold for an airline without a booking", async () => {
  const reports = await checkLaws({ captured: 0, refunded: 0 });
  expect(reports.map((r) => r.law)).toEqual(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8"]);
  expect(isDrained(reports)).toBe(true);
});

describe("L1 finds", () => {
  const id = uuidv7();
  test("held units and the closed units of a cancelled flight separately", async () => {
    await run(
      flight("CANCELLED"),
      units(5),
      reservation(id, "HELD"),
      sql`update reservation.inventory_units set held_until = 'infinity' where unit > 1`,
      sql`update reservation.inventory_units set held_until = now() + interval '10 minutes', reservation_id = ${id}
        where unit = 1`,
    );
    expect(await law("L1")).toMatchObject({
      ok: true,
      figures: { units: 5, sold: 0, held: 1, closed: 4, free: 0 },
    });
  });
  test("closed units of a flight that is on sale", async () => {
    await run(
      flight("ON_SALE"),
      units(3),
      sql`update reservation.inventory_units set held_until = 'infinity'`,
    );
    expect(await rules("L1")).toEqual(["a closed unit belongs to a cancelled flight"]);
  });
  test.each([
    ["of a hold that has ended", "EXPIRED"],
    ["of nobody", null],
  ])("a held unit %s", async (_, status) => {
    if (status) await run(reservation(id, status));
    await run(
      units(3),
      sql`update reservation.inventory_units set held_until = now() + interval '10 minutes',
        reservation_id = ${status && id} where unit = 1`,
    );
    expect((await law("L1"))?.figures).toMatchObject({ held: 1, free: 2 });
    expect(await rules("L1")).toEqual([
      "a held unit belongs to a held reservation or to a change that can be paid",
    ]);
  });
  test("a missing unit", async () => {
    await run(units(3), sql`delete from reservation.inventory_units where unit = 2`);
    expect(await rules("L1")).toEqual(["units are numbered 1 to capacity"]);
  });
  test("a seat of a reservation that has ended", async () => {
    await run(reservation(id, "EXPIRED"), seat(id));
    expect(await rules("L1")).toEqual(["an active seat belongs to a hold or to a coupon with a seat"]);
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
    expect(await rules("L1")).toEqual(["infants of a hold have no seat"]);
  });
});

describe("L2 finds", () => {
  const [id, payment] = [uuidv7(), uuidv7()];
  test("a capture without a decision, as pending", async () => {
    await run(reservation(id, "HELD"), ...capture(payment, id, 98_000, null));
    expect(await law("L2")).toMatchObject({ ok: true, pending: 1 });
  });
  test("a refused capture that was given back in part", async () => {
    await run(
      reservation(id, "EXPIRED"),
      ...capture(payment, id, 98_000, "REFUSED"),
      refund(payment, 97_000, "COMPLETED", "REFUSED"),
    );
    expect(await rules("L2")).toEqual(["a payment gives back what its order allots"]);
  });
  test("a different sum at the provider", async () => {
    await run(reservation(id, "HELD"), ...capture(payment, id, 98_000, null));
    const [, money] = await checkLaws({ captured: 98_000, refunded: 1 });
    expect(money?.violations).toEqual([
      { rule: "the provider has the same sums", sum: "refunded", here: 0, there: 1 },
    ]);
  });
});

describe("L3 finds", () => {
  const [id, member, made, gone] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const created = (data: object = earning(member)) =>
    outbox("reservation/reservation.created", id, data, made);
  const cancelled = (data: object = earning(member)) =>
    outbox("reservation/reservation.cancelled", id, data, gone);
  const mileageEvent = (name: string, deltaMiles: number) =>
    outbox(`mileage/mileage.${name}`, id, { memberId: member, deltaMiles });
  const accrual = (miles: number) => entry(member, id, "ACCRUAL", miles, made);
  const reversal = (miles: number) => entry(member, id, "REVERSAL", -miles, gone);
  const credited = [created(), accrual(138), mileageEvent("increased", 138)];

  test("nothing wrong with miles credited and taken back", async () => {
    await run(...credited, cancelled(), reversal(138), mileageEvent("decreased", 138), account(member, 0));
    expect(await law("L3")).toMatchObject({
      ok: true,
      pending: 0,
      figures: { earned: 138, taken_back: 138 },
    });
  });
  const partly = {
    ...earning(member),
    segments: [
      { distanceMiles: 275, mileageRatePercent: 50, kept: true },
      { distanceMiles: 100, mileageRatePercent: 50 },
    ],
  };
  const creditedBoth = [created(partly), accrual(138), accrual(50), mileageEvent("increased", 188)];
  test("nothing wrong with kept miles of a flight that had departed before the cancellation", async () => {
    await run(...creditedBoth, cancelled(partly), account(member, 188));
    expect(await law("L3")).toMatchObject({ ok: true, pending: 1, figures: { taken_back: 50 } });
    await run(
      reversal(50),
      mileageEvent("decreased", 50),
      sql`update mileage.accounts set balance_miles = 138`,
    );
    expect(await law("L3")).toMatchObject({ ok: true, pending: 0 });
  });
  test("reversed miles of a flight that had departed", async () => {
    await run(
      ...[...creditedBoth, cancelled(partly)],
      ...[reversal(188), mileageEvent("decreased", 188), account(member, 0)],
    );
    expect(await rules("L3")).toEqual(["an event has its miles"]);
  });
  test("nothing wrong with the miles of one passenger who gave one flight up", async () => {
    const [there, back, kim, lee] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const leg = { distanceMiles: 275, mileageRatePercent: 50 };
    const data = {
      segments: [
        { id: there, ...leg },
        { id: back, ...leg },
      ],
      passengers: [
        { id: kim, type: "ADULT" },
        { id: lee, type: "ADULT" },
      ],
    };
    const givenUp = [{ segmentId: back, passengerId: lee }];
    await run(
      ...[created(data), accrual(552), mileageEvent("increased", 552)],
      outbox("reservation/reservation.part-cancelled", id, { ...data, givenUp }, gone),
      ...[reversal(138), mileageEvent("decreased", 138), account(member, 414)],
    );
    expect(await law("L3")).toMatchObject({ ok: true, pending: 0, figures: { taken_back: 138 } });
  });
  test("nothing wrong with the miles of an infant that turned two before the way back", async () => {
    const [adult, infant] = [uuidv7(), uuidv7()];
    const [there] = earning(member).segments;
    const data = {
      memberId: member,
      segments: [there, { ...there, changedTypes: [{ passengerId: infant, type: "CHILD" }] }],
      passengers: [
        { id: adult, type: "ADULT" },
        { id: infant, type: "INFANT" },
      ],
    };
    await run(
      created(data),
      ...[1, 2, 3].map(() => accrual(138)),
      mileageEvent("increased", 414),
      account(member, 414),
    );
    expect(await law("L3")).toMatchObject({ ok: true, pending: 0, figures: { earned: 414 } });
  });
  test("miles that are not booked yet, as pending", async () => {
    await run(created(), cancelled());
    expect(await law("L3")).toMatchObject({ ok: true, pending: 2 });
  });
  test("miles that are not booked for too long, with their events", async () => {
    await run(created(), cancelled(), past(4));
    expect(await law("L3")).toMatchObject({ ok: true, pending: 2, late: 0 });
    await run(past(6));
    const rule = "miles are booked within 5 minutes";
    expect(await law("L3")).toMatchObject({ ok: false, pending: 2, late: 2 });
    const { violations = [] } = (await law("L3")) ?? {};
    expect(violations).toHaveLength(2);
    expect(violations).toEqual(
      expect.arrayContaining([
        { rule, event_id: made, name: "reservation/reservation.created", since: expect.anything() },
        { rule, event_id: gone, name: "reservation/reservation.cancelled", since: expect.anything() },
      ]),
    );
  });
  test("a balance that is not the sum", async () => {
    await run(...credited, account(member, 139));
    expect(await rules("L3")).toContain("balance = sum of the ledger");
  });
  test("miles credited twice", async () => {
    await run(...credited, accrual(138), account(member, 276));
    expect(await rules("L3")).toContain("an event has its miles");
  });
  test("miles without a reservation, and a change without an event", async () => {
    await run(entry(member, id, "ACCRUAL", 138), account(member, 138));
    expect(await rules("L3")).toEqual([
      "miles come from created reservations",
      "mileage events tell of every change",
    ]);
  });
});

describe("L3 with adjustments by hand", () => {
  const adjusted = (id: string, memberId: string, miles: number) => sql`
    insert into mileage.adjustments (id, member_id, miles, reason, adjusted_by, adjusted_by_email)
    values (${id}, ${memberId}, ${miles}, 'goodwill', ${uuidv7()}, 'staff@example.com')`;
  const adjustmentEntry = (id: string, memberId: string, miles: number) => sql`
    insert into mileage.ledger (id, member_id, kind, miles, usable_from, expires_at, event_id)
    values (${id}, ${memberId}, 'ADJUSTMENT', ${miles}, now(), now(), ${id})`;
  const told = (id: string, memberId: string, deltaMiles: number) =>
    outbox("mileage/mileage.adjusted", id, { memberId, deltaMiles }, id);

  test("nothing when ledger, event, balance and adjustment agree, in both directions", async () => {
    const [member, first, second] = [uuidv7(), uuidv7(), uuidv7()];
    for (const [id, miles] of [
      [first, 500],
      [second, -200],
    ] as const)
      await run(adjusted(id, member, miles), adjustmentEntry(id, member, miles), told(id, member, miles));
    await run(account(member, 300));
    expect(await rules("L3")).toEqual([]);
  });

  test("an adjustment without its entry, with another sum, and one of which no event tells", async () => {
    const [member, id] = [uuidv7(), uuidv7()];
    await run(adjusted(id, member, 500));
    expect(await rules("L3")).toEqual(["an adjustment is booked as staff made it"]);
    await run(adjustmentEntry(id, member, 400), account(member, 400), told(id, member, 400));
    expect(await rules("L3")).toEqual(["an adjustment is booked as staff made it"]);
    await run(sql`update mileage.adjustments set miles = 400`, sql`truncate shared.outbox cascade`);
    expect(await rules("L3")).toEqual(["mileage events tell of every change"]);
  });
});

test("L4 finds a resend that went out without its event, and an event without a resend", async () => {
  const [event, resend] = [uuidv7(), uuidv7()];
  const rule = "one event per e-mail that was sent again";
  const rulesOfResends = async () => (await rules("L4")).filter((each) => each === rule);
  await run(
    sql`insert into notification.messages (id, event_id, recipient_id, channel, template, locale, subject, body, data,
        status) values (${uuidv7()}, ${event}, ${uuidv7()}, 'EMAIL', 'confirmed', 'ko', '', '', '{}', 'SENT')`,
    sql`insert into notification.resends (id, message_id, address, requested_by, requested_by_email, status)
        select ${resend}, id, 'a@example.com', ${uuidv7()}, 's@example.com', 'SENT' from notification.messages`,
  );
  expect(await rulesOfResends()).toEqual([rule]);
  await run(outbox("notification/message.resent", uuidv7(), { resendId: resend }));
  expect(await rulesOfResends()).toEqual([]);
  await run(sql`update notification.resends set status = 'QUEUED'`);
  expect(await rulesOfResends()).toEqual([rule]);
});

describe("L4 finds", () => {
  const [id, event, mail] = [uuidv7(), uuidv7(), uuidv7()];
  const [HELD, CREATED] = ["reservation/reservation.held", "reservation/reservation.created"] as const;
  const SENT = "notification/message.sent";
  const createdEvent = outbox(CREATED, id, {}, event);
  const heldEvent = outbox(HELD, id, {}, event);
  const inbox = message(event, "SENT", uuidv7(), "INBOX");
  const sentEvent = (messageId = mail, data: object = {}) => outbox(SENT, id, { messageId, ...data });
  const occurred = (name: string, age: string) => sql`
    update shared.outbox set occurred_at = now() - ${age}::interval where name = ${name}`;

  test("nothing wrong with an event that has its messages by the channels of its policy", async () => {
    await run(createdEvent, inbox, message(event, "SENT", mail), sentEvent());
    const figures = { due: 2, messages: 2, sent: 2 };
    expect(await law("L4")).toMatchObject({ ok: true, pending: 0, figures });
  });
  test("no missing e-mail before payment, when only the inbox has a message", async () => {
    await run(heldEvent, inbox, occurred(HELD, "1 day"));
    expect(await law("L4")).toMatchObject({
      ok: true,
      pending: 0,
      figures: { due: 1, messages: 1, sent: 1 },
    });
  });
  test("messages that are not sent yet, as pending", async () => {
    await run(createdEvent, message(event, "QUEUED"), occurred(CREATED, "4 minutes"));
    expect(await law("L4")).toMatchObject({
      ok: true,
      pending: 2,
      figures: { due: 2, messages: 1, sent: 0 },
    });
  });
  test("a message that is missing, or an e-mail that is queued, for too long", async () => {
    await run(createdEvent, message(event, "QUEUED"), occurred(CREATED, "6 minutes"));
    const late = { rule: "a change is told within 5 minutes", event_id: event, name: CREATED };
    const { violations, pending } = (await law("L4"))!;
    expect(pending).toBe(2);
    const since = expect.anything();
    expect(violations).toHaveLength(2);
    expect(violations).toEqual(
      expect.arrayContaining([
        { ...late, channel: "INBOX", since },
        { ...late, channel: "EMAIL", since },
      ]),
    );
    await run(inbox);
    expect(await law("L4")).toMatchObject({ pending: 1, violations: [{ channel: "EMAIL" }] });
  });
  test("two messages about one event", async () => {
    await run(createdEvent, message(event, "QUEUED"), message(event, "QUEUED"));
    expect(await rules("L4")).toEqual(["one message per change and channel"]);
  });
  test("a message by a channel that its policy does not have", async () => {
    await run(heldEvent, inbox, message(event, "SENT", mail), sentEvent());
    expect((await law("L4"))?.violations).toEqual([
      {
        rule: "a message goes by a channel of its policy",
        message_id: mail,
        event_id: event,
        name: HELD,
        channel: "EMAIL",
      },
    ]);
  });
  test("nothing wrong with messages from before channel policies, whose inbox messages had events", async () => {
    const old = uuidv7();
    const byCause = sql`update shared.outbox set causation_id = ${event} where name = ${SENT}`;
    await run(heldEvent, message(event, "SENT", old, "INBOX"), message(event, "SENT", mail));
    await run(sentEvent(old, { channel: "INBOX" }), sentEvent(mail, { channel: "EMAIL" }));
    expect(await rules("L4")).toEqual(["a message goes by a channel of its policy"]);
    await run(byCause);
    expect(await rules("L4")).toEqual([]);
    await run(sentEvent(old, { channel: "INBOX" }), byCause);
    expect(await rules("L4")).toEqual(["one event per e-mail that went out"]);
  });
  test("a message without an event", async () => {
    await run(message(uuidv7(), "QUEUED"));
    expect(await rules("L4")).toEqual(["a message is about a change"]);
  });
  test("a sent e-mail without a message.sent, one with two, and a message.sent without an e-mail", async () => {
    const rule = "one event per e-mail that went out";
    await run(createdEvent, message(event, "SENT", mail), sentEvent(), sentEvent());
    expect((await law("L4"))?.violations).toMatchObject([{ rule, message_id: mail, events: 2 }]);
    await run(sql`delete from shared.outbox where name = ${SENT}`);
    expect((await law("L4"))?.violations).toMatchObject([{ rule, message_id: mail, events: 0 }]);
    const nowhere = uuidv7();
    await run(sentEvent(), sentEvent(nowhere));
    expect((await law("L4"))?.violations).toMatchObject([{ rule, message_id: nowhere, events: 1 }]);
  });
});

describe("L4 with channel policies of its own", () => {
  const [id, first, second] = [uuidv7(), uuidv7(), uuidv7()];
  const CHANGED = "reservation/reservation.changed";
  const policy = (validFrom: string, channels: string) => sql`
    insert into notification.channel_policies (event_name, valid_from, channels, source)
    values (${CHANGED}, ${validFrom}::timestamptz, ${channels}::text[], 'laws.integration.test')`;
  const changed = (eventId: string, occurredAt: string) => [
    outbox(CHANGED, id, {}, eventId),
    sql`update shared.outbox set occurred_at = ${occurredAt}::timestamptz where id = ${eventId}`,
  ];
  const source = sql`source = 'laws.integration.test'`;
  afterEach(() => database().execute(sql`delete from notification.channel_policies where ${source}`));

  test("uses the policy row that was in force when the event occurred", async () => {
    await run(policy("2026-01-01T00:00:00.000500Z", "{INBOX}"), policy("2026-02-01T00:00:00Z", "{}"));
    await run(
      // The law and the context both compare milliseconds: this event is from before the row.
      ...changed(first, "2026-01-01T00:00:00.000900Z"),
      ...changed(second, "2026-01-31T23:59:59.999999Z"),
      ...changed(uuidv7(), "2026-02-01T00:00:00Z"),
    );
    const { figures, violations, pending } = (await law("L4"))!;
    expect({ due: figures.due, pending }).toEqual({ due: 3, pending: 3 });
    expect(violations.map((v) => `${v.event_id} ${v.channel}`).sort()).toEqual(
      [`${first} EMAIL`, `${first} INBOX`, `${second} INBOX`].sort(),
    );
    expect(await hasBacklog()).toBe(true);
  });
  test("expects no message when the policy is empty", async () => {
    await run(policy("2026-02-01T00:00:00Z", "{}"), ...changed(first, "2026-02-01T00:00:00Z"));
    expect(await law("L4")).toMatchObject({ ok: true, pending: 0, figures: { due: 0 } });
    await run(sql`insert into history.entries (event_id, customer_id, name, version, category, summary, occurred_at)
      values (${first}, ${uuidv7()}, ${CHANGED}, 1, 'RESERVATION', '{}', now())`);
    expect(await hasBacklog()).toBe(false);
  });
  test("finds an event without a policy, which counts as backlog", async () => {
    await run(...changed(first, "1999-01-01T00:00:00Z"));
    expect((await law("L4"))?.violations).toMatchObject([
      { rule: "a change has a channel policy", event_id: first, name: CHANGED },
    ]);
    await run(sql`insert into history.entries (event_id, customer_id, name, version, category, summary, occurred_at)
      values (${first}, ${uuidv7()}, ${CHANGED}, 1, 'RESERVATION', '{}', now())`);
    expect(await hasBacklog()).toBe(true);
  });
});

describe("L5 finds", () => {
  const id = uuidv7();
  const [held, made, gone] = ["held", "created", "cancelled"].map((n) => `reservation/reservation.${n}`);
  const missed = "reservation/no-show.recorded";
  test("nothing wrong with two no-shows between purchase and cancellation", async () => {
    await run(...[held, made, missed, missed, gone].map((name) => outbox(name!, id)));
    expect(await rules("L5")).toEqual([]);
  });
  test("events that are not in the timeline yet, as pending", async () => {
    await run(outbox(held!, id), outbox(made!, id), outbox(gone!, id));
    expect(await law("L5")).toMatchObject({ ok: true, pending: 3 });
  });
  test("an event that will be read again, as pending", async () => {
    const event = uuidv7();
    await run(outbox(held!, id, {}, event), entryOf(event, held!), past(6));
    expect(await law("L5")).toMatchObject({ ok: true, pending: 0 });
    await run(cursorsAt("'0'"));
    expect(await law("L5")).toMatchObject({ ok: true, pending: 1, late: 0 });
  });
  test("an event that is not in the timeline after five minutes", async () => {
    const event = uuidv7();
    await run(outbox(held!, id, {}, event), past(4));
    expect(await law("L5")).toMatchObject({ ok: true, pending: 1, late: 0 });
    await run(past(6));
    expect(await law("L5")).toMatchObject({ ok: false, pending: 1, late: 1 });
    expect((await law("L5"))?.violations).toEqual([
      {
        rule: "an event is in the timeline within 5 minutes",
        event_id: event,
        name: held,
        since: expect.anything(),
      },
    ]);
  });
  test("nothing wrong with an expired hold that a late payment confirmed", async () => {
    await run(outbox(held!, id), outbox("reservation/reservation.expired", id), outbox(made!, id));
    expect(await law("L5")).toMatchObject({ ok: true });
  });
  test.each([
    ["created without a hold", [made]],
    ["cancelled before it was created", [held, gone, made]],
    ["created twice", [held, made, made]],
    ["expired after it was created", [held, made, "reservation/reservation.expired"]],
    ["missed by its passengers before it was created", [held, missed, made]],
    ["missed by its passengers after it was cancelled", [held, made, missed, gone, missed]],
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

describe("L6 finds", () => {
  const [id, payment] = [uuidv7(), uuidv7()];
  const rule = {
    payment: "an accepted payment has its reservation",
    decision: "a confirmed reservation has the decision about its payment",
    ticket: "a confirmed reservation has a ticket for each passenger",
    audit: "an audited reservation is there",
    event: "a reservation has the event of each step it took",
    key: "a customer's key has one answer",
    index: "the index that keeps keys unique is in force",
  };
  const step = (name: string) => outbox(`reservation/reservation.${name}`, id);
  const sold = [
    sql`update reservation.reservations set created_at = now(), paid_amount = 98000, payment_id = ${payment}
      where id = ${id}`,
    sql`select reservation.adopt_order(${id})`,
  ];
  const confirmed = [
    reservation(id, "CREATED", 98_000, 0, payment),
    ...capture(payment, id),
    ticket(id),
    ...sold,
    step("held"),
    step("created"),
    audited("hold-seats", id),
    audited("accept-payment", id),
  ];

  test("nothing wrong with a confirmed reservation, and later with its cancellation", async () => {
    await run(...confirmed);
    expect(await law("L6")).toMatchObject({
      ok: true,
      pending: 0,
      figures: { reservations: 1, acceptedPayments: 1, tickets: 1, auditedChanges: 2 },
    });
    await run(
      sql`update reservation.reservations set status = 'CANCELLED', ended_at = now()`,
      step("cancelled"),
    );
    expect(await law("L6")).toMatchObject({ ok: true });
  });
  test.each([
    ["a status that went back", sql`update reservation.reservations set status = 'HELD'`, [rule.payment]],
    [
      "a payment that was for nothing",
      sql`update reservation.payment_decisions set change_id = null`,
      [rule.payment, rule.decision],
    ],
    ["a decision that is gone", sql`delete from reservation.payment_decisions`, [rule.decision]],
    ["a ticket that is gone", sql`update reservation.passengers set ticket_number = null`, [rule.ticket]],
    ["a change of a reservation that is gone", audited("cancel", uuidv7()), [rule.audit]],
    [
      "an event that is gone",
      sql`delete from shared.outbox where name = 'reservation/reservation.created'`,
      [rule.event],
    ],
    [
      "a cancellation that was not recorded",
      sql`update reservation.reservations set status = 'CANCELLED', ended_at = now()`,
      [rule.event],
    ],
  ])("%s", async (_, harm, broken) => {
    await run(...confirmed, harm);
    expect(await rules("L6")).toEqual(broken);
  });
  test("a hold that ended without an event; a refused payment ends one too", async () => {
    await run(reservation(id, "EXPIRED"), step("held"));
    expect((await law("L6"))?.violations).toEqual([
      { rule: rule.event, reservation_id: id, status: "EXPIRED", name: "reservation/reservation.expired" },
    ]);
    await run(outbox("reservation/payment.refused", id));
    expect(await law("L6")).toMatchObject({ ok: true });
  });
  test("nothing missing when the events of a reservation were deleted", async () => {
    await run(...confirmed, sql`delete from shared.outbox`);
    expect(await rules("L6")).toEqual([rule.event, rule.event]);
    await run(sql`insert into shared.forgotten_sagas (saga_id) values (${id})`);
    expect(await law("L6")).toMatchObject({ ok: true });
  });
  test("a recorded no-show without its event", async () => {
    const [own, other] = [uuidv7(), uuidv7()];
    const missed = (segmentId: string) =>
      outbox("reservation/no-show.recorded", id, { segments: [{ id: segmentId }] });
    await run(...confirmed, segment(id, false, own), sql`update reservation.segments set missed_at = now()`);
    await run(missed(other));
    expect((await law("L6"))?.violations).toMatchObject([
      { rule: "a recorded no-show has its event, once", reservation_id: id, segment_id: own },
    ]);
    await run(missed(own));
    expect(await law("L6")).toMatchObject({ ok: true });
  });
  test("a key that was answered with an existing hold and with another one", async () => {
    const held = [reservation(id, "HELD"), outbox("reservation/reservation.held", id)];
    const answered = (
      key: SQL,
    ) => sql`insert into reservation.hold_keys (customer_id, idempotency_key, reservation_id)
      select customer_id, ${key}, id from reservation.reservations`;
    await run(...held, answered(sql`'another'`));
    expect(await law("L6")).toMatchObject({ ok: true });
    await run(answered(sql`idempotency_key`));
    expect(await rules("L6")).toEqual([rule.key]);
  });
  test("a key with two answers, and the missing index that would have refused the second", async () => {
    const [{ definition } = { definition: "" }] = (
      await database().execute<{ definition: string }>(
        sql`select pg_get_indexdef('reservation.reservations_idempotency'::regclass) as definition`,
      )
    ).rows;
    await run(sql`drop index reservation.reservations_idempotency`);
    try {
      const twin = uuidv7();
      await run(
        ...[id, twin].flatMap((each) => [
          reservation(each, "HELD"),
          outbox("reservation/reservation.held", each),
        ]),
        sql`update reservation.reservations set customer_id = ${id}, idempotency_key = 'key'`,
      );
      expect((await law("L6"))?.violations).toEqual([
        { rule: rule.key, customer_id: id, answers: 2 },
        { rule: rule.index, index: "reservations_idempotency" },
      ]);
      await run(sql`truncate ${tables} cascade`);
    } finally {
      await run(sql.raw(definition));
    }
    expect(await law("L6")).toMatchObject({ ok: true });
  });
});

describe("a reservation whose events were deleted", () => {
  const [id, other, member] = [uuidv7(), uuidv7(), uuidv7()];
  const forget = sql`insert into shared.forgotten_sagas (saga_id) values (${id})`;
  const sent = message(uuidv7());
  const about = sql`update notification.messages set reservation_id = ${id}`;
  const shown = sql`insert into history.entries (event_id, customer_id, name, version, category, reservation_id, summary,
    occurred_at) values (${uuidv7()}, ${member}, 'n', 1, 'RESERVATION', ${id}, '{}', now())`;
  const left = [sent, about, shown, entry(member, id, "ACCRUAL", 138), account(member, 138)];
  const broken = async () => (await checkLaws()).filter((l) => !l.ok).map((l) => l.law);

  test("violates no law; without its mark everything is reported as missing", async () => {
    await run(...left, forget);
    expect(await broken()).toEqual([]);
    await run(sql`delete from shared.forgotten_sagas`);
    expect(await broken()).toEqual(["L3", "L4", "L5"]);
  });
  test("may get a late event, which has a message of its own", async () => {
    const changed = outbox("reservation/reservation.changed", id);
    const lateEvent = outbox("notification/message.sent", id, { messageId: uuidv7() });
    const increased = outbox("mileage/mileage.increased", id, { memberId: member, deltaMiles: 138 });
    await run(...left, forget, changed, lateEvent, increased);
    expect(await broken()).toEqual([]);
  });
  test("excuses no violation of other reservations", async () => {
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
  test("waiting work, as pending", async () => {
    await run(
      reservation(id, "HELD"),
      outbox("payment/payment.captured", id),
      sql`
      update shared.outbox set published_at = null`,
    );
    expect(await law("L7")).toMatchObject({ ok: true, pending: 2, figures: { outbox: 1, overdueHolds: 1 } });
  });
  test("an overdue hold that nobody ends; a hold whose payment is being checked may wait", async () => {
    const asked = (age: string) => sql`update payment.payments set checked_at = now() - ${age}::interval`;
    const overdue = sql`update reservation.reservations set payment_deadline = now() - interval '8 minutes'`;
    await run(reservation(id, "HELD"), overdue);
    expect(await rules("L7")).toContain("a queue drains within 5 minutes");
    const open = sql`update payment.payments set status = 'PENDING', captured_at = null`;
    await run(...capture(uuidv7(), id, 98_000, null), open, asked("10 seconds"));
    expect(await rules("L7")).toEqual([]);
    await run(asked("6 minutes"));
    expect(await rules("L7")).toContain("a queue drains within 5 minutes");
  });
  test("a refund that nobody checks; a refund that the bank has accepted and that is being checked may take days", async () => {
    const payment = uuidv7();
    const since = (column: string, age: string) =>
      sql`update payment.refunds set ${sql.raw(column)} = now() - ${age}::interval`;
    await run(...capture(payment, uuidv7()), refund(payment, 1, "PENDING"), since("created_at", "2 days"));
    expect(await rules("L7")).toContain("a queue drains within 5 minutes");
    await run(
      sql`update payment.refunds set provider_refund_id = 're_1'`,
      since("next_check_at", "1 minute"),
    );
    expect(await rules("L7")).toEqual([]);
    await run(since("next_check_at", "20 minutes"));
    expect(await rules("L7")).toContain("a queue drains within 5 minutes");
  });
  test("a queue that does not drain", async () => {
    await run(
      outbox("payment/payment.captured", id),
      sql`
      update shared.outbox set published_at = null, occurred_at = now() - interval '1 hour'`,
    );
    expect((await law("L7"))?.violations).toMatchObject([
      { queue: "outbox", waiting: 1, name: "payment/payment.captured" },
    ]);
    await run(past(6));
    expect(await law("L7")).toMatchObject({ ok: false, pending: 1, late: 1 });
    await run(past(4));
    expect(await law("L7")).toMatchObject({ ok: true, pending: 1, late: 0 });
  });
  test("an unconfirmed event, and after five minutes the reaction that did not confirm it", async () => {
    const event = uuidv7();
    await run(outbox("payment/payment.captured", id, {}, event), delivery(event, "decide", 4));
    expect(await law("L7")).toMatchObject({ ok: true, pending: 1, late: 0, figures: { unreceived: 1 } });
    await run(delivery(event, "other", 6));
    expect(await law("L7")).toMatchObject({ ok: false, pending: 2, late: 1 });
    expect((await law("L7"))?.violations).toMatchObject([
      { queue: "unreceived", waiting: 1, event_id: event, name: "payment/payment.captured" },
      { rule: "a reaction says within 5 minutes that it is done", event_id: event, consumer: "other" },
    ]);
  });
  test("reservations on a cancelled flight, as pending", async () => {
    await run(
      reservation(id, "CREATED"),
      ticket(id),
      segment(id),
      sql`update reservation.reservations set created_at = now() where id = ${id}`,
      sql`select reservation.adopt_order(${id})`,
      outbox("schedule/flight.cancelled", id, { flightId: 7 }),
    );
    expect(await law("L7")).toMatchObject({ ok: true, pending: 1, figures: { cancelledFlights: 1 } });
    await run(sql`update reservation.coupons set state = 'REFUNDED', ended_by = change.id
      from reservation.changes change where change.reservation_id = ${id}`);
    expect(await law("L7")).toMatchObject({ pending: 0, figures: { cancelledFlights: 0 } });
  });
  test("parked events and dead letters", async () => {
    await run(
      outbox("payment/payment.captured", id),
      sql`update shared.outbox set parked_reason = 'too large', published_at = null`,
      sql`insert into assurance.dead_letters (id, function_id, run_id, event_id, event_name, event, error)
          values (${uuidv7()}, 'f', 'r', 'e', 'n', '{}', 'x')`,
    );
    expect(await rules("L7")).toEqual(["no event is parked", "no run is given up"]);
  });
});

describe("a backlog", () => {
  const [id, event] = [uuidv7(), uuidv7()];
  const created = "reservation/reservation.created";
  const done = [outbox(created, id, {}, event), message(event), entryOf(event, created)];

  test("does not exist when each event has its messages and is projected", async () => {
    expect(await hasBacklog()).toBe(false);
    await run(...done);
    expect(await hasBacklog()).toBe(false);
  });
  test.each([
    ["an event that was not published", [...done, sql`update shared.outbox set published_at = null`]],
    ["an event without messages", [done[0], done[2]]],
    ["an event that was not projected", [...done, cursorsAt("'0'")]],
    ["a member who is not known yet", [outbox("identity/user.changed", id), cursorsAt("'0'")]],
    ["an event that a reaction has not confirmed", [...done, delivery(event, "credit-miles", 0)]],
    ["a message that was not sent", [done[0], message(event, "QUEUED"), done[2]]],
    ["a hold past its deadline", [reservation(id, "HELD")]],
    ["a capture without a decision", capture(uuidv7(), id, 98_000, null)],
  ])("is %s", async (_, statements) => {
    await run(...(statements as ReturnType<typeof sql>[]));
    expect(await hasBacklog()).toBe(true);
  });
  test("is a pending refund", async () => {
    const payment = uuidv7();
    await run(...capture(payment, id));
    expect(await hasBacklog()).toBe(false);
    await run(refund(payment, 1, "PENDING"));
    expect(await hasBacklog()).toBe(true);
  });
});
