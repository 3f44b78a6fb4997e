import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import type { LawReport } from "@/server/assurance/schemas";
import { cancelReservation, quoteRefundOf, seatParty } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import { adult, policies } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";

beforeAll(policies);
afterAll(closeDatabase);

/** The laws over the order, each with one row changed behind the program's back. */

const infant = { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" };
const run = async (...statements: SQL[]) => {
  for (const statement of statements) await database().execute(statement);
};

type Sold = Awaited<ReturnType<typeof paidTrip>>;

/** A paid return trip of an adult and an infant, with its seats, its captured payment and its miles. */
async function sold(passengers: { type: string }[] = [adult(), infant]): Promise<Sold> {
  const t = await paidTrip(undefined, passengers);
  await seatParty(t.ctx, { reservationId: t.reservationId, segmentPosition: 0 });
  await run(sql`insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status,
      due_at, captured_at)
    select d.payment_id, r.id, r.customer_id, r.locator, 'ko', 1, d.amount, 'CAPTURED', now(), now()
    from reservation.payment_decisions d join reservation.reservations r on r.id = d.reservation_id
    where r.id = ${t.reservationId}`);
  await settleMiles([t.reservationId]);
  return t;
}

const cancel = async (t: Sold, parts: { segments?: number[]; passengers?: number[] } = {}) => {
  const booking = await getBooking(t.ctx, t.reservationId);
  const { quoteId } = await quoteRefundOf(t.ctx, {
    reservationId: t.reservationId,
    passengers: parts.passengers?.map((position) => booking.passengers[position]?.id ?? ""),
    segments: parts.segments?.map((position) => booking.segments[position]?.id ?? ""),
  });
  return cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
};

/** The refunds that the payment context makes of the shares that a change allots. */
const refunded = (t: Sold, change: SQL = sql`0`) => sql`
  insert into payment.refunds (id, payment_id, reservation_id, amount, reason, status, change_id)
  select gen_random_uuid(), a.payment_id, c.reservation_id, a.amount + ${change},
    case r.status when 'CANCELLED' then 'CANCELLED' else 'CHANGED' end, 'COMPLETED', c.id
  from reservation.allotments a join reservation.changes c on c.id = a.change_id
  join reservation.reservations r on r.id = c.reservation_id where r.id = ${t.reservationId}`;

const lawsOf = async (law: LawReport["law"]) => (await checkLaws()).find((report) => report.law === law);

/** The rules of a law that a trip breaks, each once, by any of its ids. */
async function broken(law: LawReport["law"], t: Sold): Promise<unknown[]> {
  const { rows } = await database().execute<{ id: string }>(sql`
    select id from reservation.changes where reservation_id = ${t.reservationId}
    union all select payment_id from reservation.payment_decisions where reservation_id = ${t.reservationId}
    union all select id from reservation.coupons where reservation_id = ${t.reservationId}`);
  const own = new Set<unknown>([t.reservationId, t.out, t.back, ...rows.map(({ id }) => id)]);
  const violations = (await lawsOf(law))?.violations ?? [];
  return [...new Set(violations.filter((v) => Object.values(v).some((x) => own.has(x))).map((v) => v.rule))];
}

const coupons = (t: Sold) => sql`reservation_id = ${t.reservationId}`;
const ofAdult = (t: Sold) => sql`${coupons(t)} and passenger_type = 'ADULT'`;
const charges = (statement: SQL) => [
  sql`alter table reservation.charges disable trigger charges_are_added`,
  statement,
  sql`alter table reservation.charges enable trigger charges_are_added`,
];

describe("nothing is wrong", () => {
  test("with a trip that is sold, given up in part, then whole, each refund made", async () => {
    const t = await sold();
    for (const law of ["L1", "L2", "L3"] as const) expect([law, await broken(law, t)]).toEqual([law, []]);
    await cancel(t, { segments: [0] });
    await settleMiles([t.reservationId]);
    expect((await lawsOf("L2"))?.pending).toBeGreaterThan(0);
    await run(refunded(t));
    for (const law of ["L1", "L2", "L3"] as const) expect([law, await broken(law, t)]).toEqual([law, []]);
    await cancel(t);
    await settleMiles([t.reservationId]);
    for (const law of ["L1", "L2", "L3"] as const) expect([law, await broken(law, t)]).toEqual([law, []]);
  });

  test("with a trip that was cancelled after its first flight had left", async () => {
    const t = await sold();
    await leavesInMinutes(t.out, -60);
    await cancel(t);
    await settleMiles([t.reservationId]);
    await run(refunded(t));
    for (const law of ["L1", "L2", "L3"] as const) expect([law, await broken(law, t)]).toEqual([law, []]);
  });
});

describe("L1 finds", () => {
  const UNITS = "units sold = coupons with a seat";
  const OWN = "a reservation has the units of its coupons";
  test.each<[string, (t: Sold) => SQL, string[]]>([
    [
      "a missing unit",
      (t) => sql`update reservation.inventory_units set sold = false, reservation_id = null
        where reservation_id = ${t.reservationId} and flight_id = ${t.out}`,
      [UNITS, OWN],
    ],
    [
      "a unit that belongs to another reservation",
      (t) => sql`update reservation.inventory_units set reservation_id = ${uuidv7()}
        where reservation_id = ${t.reservationId} and flight_id = ${t.out}`,
      [OWN],
    ],
    [
      "a missing unit of an infant that needs a seat",
      (t) => sql`update reservation.coupons set passenger_type = 'CHILD' where ${coupons(t)}
        and passenger_type = 'INFANT' and segment_id = (select id from reservation.segments
          where flight_id = ${t.back} and reservation_id = ${t.reservationId})`,
      [UNITS, OWN],
    ],
    [
      "a seat of a coupon that was given up",
      (t) => sql`update reservation.seat_assignments set passenger_id = ${uuidv7()} where ${coupons(t)}`,
      ["an active seat belongs to a hold or to a coupon with a seat"],
    ],
    [
      "an ended coupon without a change",
      (t) =>
        sql`update reservation.coupons set state = 'REFUNDED' where ${coupons(t)} and passenger_type = 'INFANT'`,
      ["an ended coupon names its change, and an exchanged one has a successor"],
    ],
    [
      "an exchanged coupon whose ticket has no successor",
      (
        t,
      ) => sql`update reservation.coupons set state = 'EXCHANGED', ended_by = (select id from reservation.changes
        where ${coupons(t)}) where ${coupons(t)} and passenger_type = 'INFANT'`,
      ["an ended coupon names its change, and an exchanged one has a successor"],
    ],
    [
      "a passenger without a coupon",
      (
        t,
      ) => sql`with gone as (select id from reservation.coupons where ${coupons(t)} and passenger_type = 'INFANT')
        update reservation.coupons set passenger_id = (select passenger_id from reservation.coupons
          where ${ofAdult(t)} limit 1), state = 'REFUNDED', ended_by = (select id from reservation.changes
          where ${coupons(t)}) where id in (select id from gone)`,
      ["a passenger of the trip has one live coupon per flight, or gave it up"],
    ],
    [
      "a flight that is out of the trip and still has a coupon",
      (t) =>
        sql`update reservation.segments set position = -1 where reservation_id = ${t.reservationId} and position = 1`,
      ["what is out of the trip has no live coupon"],
    ],
    [
      "a reservation that lives on without a coupon",
      (t) => sql`with gone as (update reservation.inventory_units set sold = false, reservation_id = null
          where reservation_id = ${t.reservationId}),
        empty as (update reservation.seat_assignments set active = false where ${coupons(t)})
        update reservation.coupons set state = 'REFUNDED', ended_by = (select id from reservation.changes
          where ${coupons(t)}) where ${coupons(t)}`,
      ["a reservation is created while a coupon can be flown or was"],
    ],
  ])("%s", async (_, harm, rules) => {
    const t = await sold();
    await run(harm(t));
    expect(await broken("L1", t)).toEqual(rules);
  });

  test("a coupon that is open although its reservation has ended", async () => {
    const t = await sold();
    await cancel(t);
    await run(sql`update reservation.coupons set state = 'OPEN', ended_by = null where ${coupons(t)}
      and passenger_type = 'INFANT'`);
    expect(await broken("L1", t)).toEqual(["a reservation is created while a coupon can be flown or was"]);
  });
});

describe("L2 finds", () => {
  const SUM = "charges = paid less given back";
  const BALANCE = "the charges of a change are its balance";
  const CAPTURE = "a paid change has its captured payment";
  const GIVES = "a payment gives back what its order allots";
  test.each<[string, (t: Sold) => SQL[], string[]]>([
    [
      "a line of another sum",
      (t) =>
        charges(sql`update reservation.charges set amount = amount + 1 where id =
        (select min(id) from reservation.charges where ${coupons(t)})`),
      [SUM, BALANCE],
    ],
    [
      "a line of a change that is not done",
      (t) => [sql`update reservation.changes set status = 'QUOTED' where ${coupons(t)}`],
      [BALANCE, "a sold reservation was issued once"],
    ],
    [
      "a payment of another sum",
      (t) => [sql`update payment.payments set amount = amount - 1 where reservation_id = ${t.reservationId}`],
      [CAPTURE],
    ],
    [
      "a reservation without money",
      (t) => [sql`delete from payment.payments where reservation_id = ${t.reservationId}`],
      [CAPTURE],
    ],
    [
      "a reservation whose payment nobody accepted",
      (t) => [sql`delete from reservation.payment_decisions where reservation_id = ${t.reservationId}`],
      [SUM, "a change that was to be paid has one accepted payment"],
    ],
    [
      "a refund that no change allots",
      (t) => [
        sql`insert into payment.refunds (id, payment_id, reservation_id, amount, reason, status)
          select gen_random_uuid(), id, reservation_id, 1000, 'CHANGED', 'COMPLETED' from payment.payments
          where reservation_id = ${t.reservationId}`,
      ],
      [GIVES],
    ],
  ])("%s", async (_, harm, rules) => {
    const t = await sold();
    await run(...harm(t));
    expect(await broken("L2", t)).toEqual(rules);
  });

  test.each([
    ["too little", -1],
    ["too much", 1],
  ])("%s given back", async (_, by) => {
    const t = await sold();
    await cancel(t);
    await run(refunded(t, sql`${by}`));
    expect(await broken("L2", t)).toEqual([GIVES, "a refund is what its change allots"]);
  });

  test("more allotted than the change gives back", async () => {
    const t = await sold();
    await cancel(t);
    await run(
      sql`update reservation.allotments set amount = amount + 1 where change_id in (select id from reservation.changes
        where ${coupons(t)})`,
      refunded(t),
    );
    expect(await broken("L2", t)).toEqual([SUM]);
  });
});

describe("L3 finds", () => {
  const NETS = "the ledger adds up to the coupons";
  test("miles of a coupon that was given up, and missing miles of one that is open", async () => {
    const t = await sold([adult(), adult("LEE", "JUNHO")]);
    await cancel(t, { passengers: [1] });
    expect(await broken("L3", t)).toEqual([]);
    await settleMiles([t.reservationId]);
    await run(sql`delete from mileage.ledger where reservation_id = ${t.reservationId} and kind = 'REVERSAL'
      and segment_id = (select id from reservation.segments where flight_id = ${t.out})`);
    expect(await broken("L3", t)).toEqual(["an event has its miles", NETS]);
    await run(
      sql`delete from mileage.ledger where reservation_id = ${t.reservationId} and kind = 'REVERSAL'`,
    );
    // Nothing of the event is booked: it is pending.
    expect(await broken("L3", t)).toEqual([]);
    await settleMiles([t.reservationId]);
    expect(await broken("L3", t)).toEqual([]);
    await run(
      sql`update reservation.coupons set passenger_type = 'INFANT' where ${coupons(t)} and state = 'OPEN'`,
    );
    expect(await broken("L3", t)).toEqual([NETS]);
  });
});
