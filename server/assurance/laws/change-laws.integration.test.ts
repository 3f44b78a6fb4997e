import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import type { LawReport } from "@/server/assurance/schemas";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import { changeExpired, flightsChanged } from "@/server/reservation/events";
import { getBooking } from "@/server/reservation/queries";
import { awaitingChange, changedLastFlight } from "@/server/reservation/testing/changed";
import { adult, policies } from "@/server/reservation/testing/fixtures";
import { paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { recorded } from "@/server/shared/testing/events";

beforeAll(policies);
afterAll(closeDatabase);

/** The laws over changes of flights, each with one row changed behind the program's back. */

const infant = { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" };
const run = async (...statements: SQL[]) => {
  for (const statement of statements) await database().execute(statement);
};

type Trip = Awaited<ReturnType<typeof paidTrip>>;

/** A paid return trip with its captured payment and its miles. */
async function sold(passengers: { type: string }[] = [adult(), infant]): Promise<Trip> {
  const t = await paidTrip(undefined, passengers);
  await run(sql`insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status,
      due_at, captured_at)
    select d.payment_id, r.id, r.customer_id, r.locator, 'ko', 1, d.amount, 'CAPTURED', now(), now()
    from reservation.payment_decisions d join reservation.reservations r on r.id = d.reservation_id
    where r.id = ${t.reservationId}`);
  await settleMiles([t.reservationId]);
  return t;
}

async function changed(balance?: number, passengers?: { type: string }[]) {
  const t = await sold(passengers);
  const change = await changedLastFlight(t.reservationId, balance);
  await settleMiles([t.reservationId]);
  return { ...t, ...change };
}

/** Refunds what the changes of a trip allot, as the payment context does. */
const refunded = ({ reservationId }: Trip) => sql`
  insert into payment.refunds (id, payment_id, reservation_id, amount, reason, status, change_id)
  select gen_random_uuid(), a.payment_id, c.reservation_id, a.amount, 'CHANGED', 'COMPLETED', c.id
  from reservation.allotments a join reservation.changes c on c.id = a.change_id where c.reservation_id = ${reservationId}`;

const LAWS = ["L1", "L2", "L3", "L5", "L6"] as const;

/** The rules that a trip breaks, by law, each once, found by any of its ids. */
async function broken(t: Trip & { flightId?: number }, laws: readonly LawReport["law"][] = LAWS) {
  const { rows } = await database().execute<{ id: string }>(sql`
    select id from reservation.changes where reservation_id = ${t.reservationId}
    union all select payment_id from reservation.payment_decisions where reservation_id = ${t.reservationId}
    union all select id from reservation.coupons where reservation_id = ${t.reservationId}
    union all select id from shared.outbox where correlation_id = ${t.reservationId}`);
  const own = new Set<unknown>([t.reservationId, t.out, t.back, t.flightId, ...rows.map(({ id }) => id)]);
  const reports = (await checkLaws()).filter(({ law }) => laws.includes(law));
  const violations = reports
    .flatMap((report) => report.violations)
    .filter((v) => Object.values(v).some((value) => own.has(value)));
  return [...new Set(violations.map(({ rule }) => rule))];
}

const cancelPart = async (t: Trip, parts: { passengers: number[]; segments: number[] }) => {
  const booking = await getBooking(t.ctx, t.reservationId);
  const { quoteId } = await quoteRefundOf(t.ctx, {
    reservationId: t.reservationId,
    passengers: parts.passengers.map((position) => booking.passengers[position]?.id ?? ""),
    segments: parts.segments.map((position) => booking.segments[position]?.id ?? ""),
  });
  await cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
};

describe("nothing is wrong", () => {
  test.each([
    ["for an extra payment", 12_000],
    ["for a refund", -20_000],
    ["for nothing", 0],
  ])("with a trip whose flight was changed %s", async (_, balance) => {
    const t = await changed(balance);
    await run(refunded(t));
    expect(await broken(t)).toEqual([]);
  });

  test("with a trip that was changed twice", async () => {
    const t = await changed();
    const again = await changedLastFlight(t.reservationId, -8_000);
    await settleMiles([t.reservationId]);
    await run(refunded(t));
    expect(await broken({ ...t, flightId: again.flightId })).toEqual([]);
  });

  test("with a changed flight that a passenger who had given the old one up never had", async () => {
    const t = await sold([adult(), adult("LEE", "JUNHO")]);
    await cancelPart(t, { passengers: [1], segments: [1] });
    const change = await changedLastFlight(t.reservationId);
    await settleMiles([t.reservationId]);
    await run(refunded(t));
    expect(await broken({ ...t, ...change })).toEqual([]);
  });

  test("with units that a change holds until it is paid for, and with one whose time is over", async () => {
    for (const minutes of [15, -1]) {
      const t = await sold();
      const change = await awaitingChange(t.reservationId, minutes);
      expect(await broken({ ...t, ...change })).toEqual([]);
    }
  });

  test("with a change that holds units of a flight that the airline has just cancelled", async () => {
    const t = await sold();
    const change = await awaitingChange(t.reservationId);
    await run(
      sql`update reservation.flights set status = 'CANCELLED' where id = ${change.flightId}`,
      sql`update reservation.inventory_units set held_until = 'infinity' where flight_id = ${change.flightId}`,
    );
    expect(await broken({ ...t, ...change })).toEqual([]);
  });
});

describe("L1 finds", () => {
  const HELD = "a held unit belongs to a held reservation or to a change that can be paid";
  const HOLDS = "a change that can be paid holds its units";
  test.each<[string, (t: Trip & { changeId: string; flightId: number }) => SQL, string[]]>([
    [
      "a unit that is held for a change that ended",
      (t) =>
        sql`update reservation.changes set status = 'EXPIRED', ended_at = now() where id = ${t.changeId}`,
      [HELD],
    ],
    [
      "a unit that is held for longer than the change can be paid",
      (t) =>
        sql`update reservation.changes set expires_at = now() - interval '1 second' where id = ${t.changeId}`,
      [HELD],
    ],
    [
      "a held unit of a flight that the change does not name",
      (t) => sql`update reservation.inventory_units set held_until = now() + interval '9 minutes',
        reservation_id = ${t.reservationId} where flight_id = ${t.back} and not sold and unit = 1`,
      [HELD],
    ],
    [
      "a change without its unit",
      (t) => sql`update reservation.inventory_units set held_until = null, reservation_id = null
        where flight_id = ${t.flightId}`,
      [HOLDS],
    ],
    [
      "a change whose unit is held no longer",
      (t) => sql`update reservation.inventory_units set held_until = now() where flight_id = ${t.flightId}`,
      [HOLDS],
    ],
  ])("%s", async (_, harm, rules) => {
    const t = await sold();
    const trip = { ...t, ...(await awaitingChange(t.reservationId)) };
    await run(harm(trip));
    expect(await broken(trip)).toEqual(rules);
  });

  test("a passenger without a coupon on a flight that a change brought, who had given nothing up", async () => {
    const t = await changed(undefined, [adult(), infant]);
    await run(
      sql`update reservation.coupons k set segment_id = s.id from reservation.segments s
        where k.passenger_type = 'INFANT' and k.segment_id = ${t.newSegmentId} and s.flight_id = ${t.back}
          and s.reservation_id = k.reservation_id`,
    );
    expect(await broken(t, ["L1"])).toEqual([
      "a passenger of the trip has one live coupon per flight, or gave it up",
      "what is out of the trip has no live coupon",
    ]);
  });

  test("an exchanged coupon whose successor is another passenger's ticket", async () => {
    const t = await changed();
    await run(sql`update reservation.tickets t set successor = (select p.ticket_number from reservation.passengers p
        where p.reservation_id = ${t.reservationId} and p.type = 'ADULT')
      from reservation.coupons k where k.ticket_number = t.number and k.state = 'EXCHANGED'
        and k.reservation_id = ${t.reservationId} and k.passenger_type = 'INFANT'`);
    expect(await broken(t)).toEqual(["the ticket in place of an exchanged one is the same passenger's"]);
  });
});

describe("L2 finds", () => {
  const PAID = "a change that was to be paid has one accepted payment";
  const SUM = "charges = paid less given back";
  test("a change that was made and not paid for", async () => {
    const t = await changed();
    await run(sql`delete from payment.payments where id = ${t.paymentId}`);
    await run(sql`delete from reservation.payment_decisions where payment_id = ${t.paymentId}`);
    expect(await broken(t)).toEqual([SUM, PAID]);
  });

  test("a change that two payments paid for", async () => {
    const t = await changed();
    await run(sql`insert into reservation.payment_decisions (payment_id, reservation_id, decision, amount, change_id)
      select ${uuidv7()}, reservation_id, decision, amount, change_id from reservation.payment_decisions
      where payment_id = ${t.paymentId}`);
    expect(await broken(t)).toEqual([SUM, "a paid change has its captured payment", PAID]);
  });
});

describe("L3 finds", () => {
  const EVENT = "an event has its miles";
  const NETS = "the ledger adds up to the coupons";
  test("miles of a change as pending, until they are booked", async () => {
    const t = await sold();
    await changedLastFlight(t.reservationId);
    const pending = async () => (await checkLaws()).find(({ law }) => law === "L3")?.pending;
    expect(await pending()).toBe(1);
    expect(await broken(t)).toEqual([]);
    await settleMiles([t.reservationId]);
    expect(await pending()).toBe(0);
  });

  test.each(["ACCRUAL", "REVERSAL"])("a change of which one half is not booked (%s)", async (kind) => {
    const t = await changed();
    await run(sql`delete from mileage.ledger where kind = ${kind} and event_id = ${t.event.eventId}`);
    const { rows } =
      await database().execute(sql`update mileage.accounts a set balance_miles = (select sum(miles)
      from mileage.ledger l where l.member_id = a.member_id) where member_id = ${t.customerId} returning 1`);
    expect(rows).toHaveLength(1);
    expect(await broken(t, ["L3"])).toEqual([EVENT, NETS]);
  });

  test("an exchange of miles that no event tells of", async () => {
    const t = await changed();
    await run(
      sql`delete from mileage.ledger where event_id = ${t.event.eventId} and kind = 'REVERSAL'`,
      sql`update mileage.accounts set balance_miles = balance_miles + 280 where member_id = ${t.customerId}`,
    );
    const { violations = [] } = (await checkLaws()).find(({ law }) => law === "L3") ?? {};
    expect(violations.filter((v) => v.member_id === t.customerId).map((v) => v.rule)).toEqual([
      "mileage events tell of every change",
    ]);
  });
});

describe("L5 finds", () => {
  const ONCE = "a change of flights is made once, and does not end unpaid after that";
  const ORDER = "events of a reservation are in legal order";
  /** Records again what has happened to a trip by its event: the end of an unpaid change. */
  const expired = async (t: Trip, changeId: string) => {
    const { rows } = await database().execute<{ data: object }>(sql`
      select data from shared.outbox where correlation_id = ${t.reservationId} and name = 'reservation/reservation.created'`);
    const data = { ...rows[0]?.data, changeId, cause: "DEADLINE", balance: 12_000 };
    return recorded(changeExpired, data as never, t.reservationId);
  };
  /** Moves the events of a trip with this name to the end of the log. */
  const toTheEnd = (t: Trip, name: string) => sql`
    update shared.outbox set seq = default where correlation_id = ${t.reservationId} and name = ${`reservation/${name}`}`;

  test("nothing wrong with an unpaid change that a late payment made after all", async () => {
    const t = await changed();
    await expired(t, t.changeId);
    await run(toTheEnd(t, "reservation.flights-changed"));
    expect(await broken(t)).toEqual([]);
  });

  test("a change that ends unpaid after it was made, one that ends twice, and one that is made twice", async () => {
    const t = await changed();
    await expired(t, t.changeId);
    expect(await broken(t, ["L5"])).toEqual([ONCE]);
    const [ends, changeId] = [await sold(), uuidv7()];
    await expired(ends, changeId);
    await expired(ends, changeId);
    expect(await broken(ends, ["L5"])).toEqual([ONCE]);
    const twice = await changed();
    await recorded(flightsChanged, twice.event.data, twice.reservationId);
    expect(await broken(twice, ["L5", "L6"])).toEqual([
      ONCE,
      "a change of flights that is done has its event, once",
    ]);
  });

  test("a change, and an unpaid one, before the reservation was created", async () => {
    const unpaid = await sold();
    await expired(unpaid, uuidv7());
    for (const t of [await changed(), unpaid]) {
      expect(await broken(t, ["L5"])).toEqual([]);
      await run(toTheEnd(t, "reservation.created"));
      expect(await broken(t, ["L5"])).toEqual([ORDER]);
    }
  });

  test("a flight that was changed after the reservation was cancelled", async () => {
    const t = await changed();
    const { quoteId } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId });
    await cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
    expect(await broken(t, ["L5"])).toEqual([]);
    await run(toTheEnd(t, "reservation.flights-changed"));
    expect(await broken(t, ["L5"])).toEqual([ORDER]);
  });
});

test("L6 finds a change of flights without its event", async () => {
  const t = await changed();
  await run(sql`delete from shared.outbox where id = ${t.event.eventId}`);
  expect(await broken(t, ["L6"])).toEqual(["a change of flights that is done has its event, once"]);
});

describe("L7 finds", () => {
  const changes = async () =>
    (await checkLaws()).find(({ law }) => law === "L7")?.figures.overdueChanges ?? Number.NaN;

  test("a change that is overdue and that nobody ends; one whose payment is being asked about may wait", async () => {
    await run(sql`update reservation.changes set status = 'EXPIRED' where status = 'AWAITING_PAYMENT'`);
    const t = await sold();
    const { changeId } = await awaitingChange(t.reservationId, -10);
    expect(await changes()).toBe(1);
    const late = async () =>
      (await checkLaws())
        .flatMap((report) => report.violations)
        .some((v) => v.queue === "overdue_changes" && Number(v.waiting) > 0);
    expect(await late()).toBe(true);
    await run(sql`insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status,
        due_at, checked_at, change_id)
      select ${uuidv7()}, id, customer_id, locator, 'ko', 2, 12000, 'PENDING', now(), now(), ${changeId}
      from reservation.reservations where id = ${t.reservationId}`);
    expect(await late()).toBe(false);
  });
});
