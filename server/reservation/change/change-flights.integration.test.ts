import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import {
  acceptPayment,
  cancelReservation,
  cancelReservationsOnFlight,
  changeFlights,
  closeSale,
  expireChange,
  payableChange,
  quoteChangeOf,
  quoteRefundOf,
  seatParty,
  withdrawChange,
} from "@/server/reservation";
import {
  changeOffers,
  changeStatus,
  getBooking,
  passengerManifest,
  pendingChange,
} from "@/server/reservation/queries";
import {
  adult,
  customer,
  eventNames,
  flightOnSale,
  hold,
  lastEvent,
  named,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip } from "@/server/reservation/testing/flown";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const couple = [adult(), adult("LEE", "JUNHO")];
const infant = { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" };

type Trip = Awaited<ReturnType<typeof paidTrip>>;
const returnTrip = (passengers: Parameters<typeof paidTrip>[1] = couple) => paidTrip(undefined, passengers);
const another = (options: Parameters<typeof flightOnSale>[0] = {}) =>
  flightOnSale({ departsInDays: 12, ...options });

/** Asks for other flights by position: `{ 0: { flightId, brand } }`. */
async function quote(t: Trip, wanted: Record<number, { flightId: number; brand?: string }>) {
  const { segments } = await getBooking(t.ctx, t.reservationId);
  const flights = Object.entries(wanted).map(([position, { flightId, brand = "STANDARD" }]) => ({
    segmentId: segments[Number(position)]?.id ?? uuidv7(),
    flightId,
    brand: brand as "STANDARD",
  }));
  return quoteChangeOf(t.ctx, { reservationId: t.reservationId, flights, overlapConfirmed: true });
}
const confirm = (t: Trip, { quoteId }: { quoteId: string }) =>
  changeFlights(t.ctx, { reservationId: t.reservationId, quoteId });
const pay = (t: Trip, changeId: string, amount: number, paymentId = uuidv7()) =>
  acceptPayment(system, { reservationId: t.reservationId, paymentId, amount, changeId });

/** The events that have the page of a withdrawn change closed. */
async function superseded(t: Trip) {
  const { rows } = await database().execute<{ data: Record<string, unknown> }>(sql`
    select data from shared.outbox where name = 'reservation/change.superseded'
      and correlation_id = ${t.reservationId} order by seq`);
  return rows.map(({ data: { changeId, cause, balance } }) => ({ changeId, cause, balance }));
}

/** Money of payments and miles need the other contexts, whose records these tests do not make. */
const needsOthers = new Set(["a paid change has its captured payment", "the ledger adds up to the coupons"]);
async function expectLaws(t: Trip): Promise<void> {
  const wrong = (await checkLaws())
    .flatMap(({ violations }) => violations)
    .filter((violation) => Object.values(violation).includes(t.reservationId))
    .filter(({ rule }) => !needsOthers.has(String(rule)));
  expect(wrong).toEqual([]);
}

const refusedField = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.details.fieldErrors : error;
};

describe("a change to a flight at the same price", () => {
  test("costs the change fee of the brand for each passenger, named line by line", async () => {
    const t = await returnTrip();
    const offered = await quote(t, { 0: { flightId: await another() } });
    expect(offered).toMatchObject({ feeAmount: 6_000, forfeitedAmount: 0, balance: 6_000, waivers: [] });
    expect(offered.newAmount).toBe(offered.oldAmount);
    const total = (part: string) =>
      offered.lines.filter((line) => line.part === part).reduce((sum, { amount }) => sum + amount, 0);
    expect(total("NEW") - total("OLD") + total("FEE") + total("FORFEITED")).toBe(offered.balance);
  });

  test("waits for its payment: new units are held, old ones stay sold; the payment carries it out", async () => {
    const t = await returnTrip([{ ...adult(), nationality: "JP" }, adult("LEE", "JUNHO")]);
    const flightId = await another();
    const [before] = (await getBooking(t.ctx, t.reservationId)).passengers;
    const done = await confirm(t, await quote(t, { 0: { flightId } }));
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    expect(await unitCounts(flightId)).toMatchObject({ sold: 0, held: 2 });
    expect(await unitCounts(t.out)).toMatchObject({ sold: 2 });
    expect(await pendingChange(t.ctx, t.reservationId)).toMatchObject({ balance: 6_000 });
    expect(
      await payableChange(t.ctx, { reservationId: t.reservationId, changeId: done.changeId }),
    ).toMatchObject({
      amount: 6_000,
    });
    await expectLaws(t);
    expect(await pay(t, done.changeId, 6_000)).toEqual({ decision: "ACCEPTED" });
    expect(await unitCounts(flightId)).toMatchObject({ sold: 2, held: 0 });
    expect(await unitCounts(t.out)).toMatchObject({ sold: 0, free: 6 });
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking.segments.map((s) => s.flightId)).toEqual([flightId, t.back]);
    expect(booking).toMatchObject({ version: 2, paidAmount: t.amount + 6_000, totalAmount: t.amount });
    expect(booking.coupons.map((c) => c.state)).toEqual(["OPEN", "OPEN", "OPEN", "OPEN"]);
    expect(booking.passengers[0]?.ticketNumber).not.toBe(before?.ticketNumber);
    expect(booking.passengers.map((p) => p.nationality)).toEqual(["JP", null]);
    expect(await pendingChange(t.ctx, t.reservationId)).toBeNull();
    await expectLaws(t);
  });

  test("is told once, with both itineraries and the coupons that were exchanged", async () => {
    const t = await returnTrip();
    const flightId = await another();
    const done = await confirm(t, await quote(t, { 0: { flightId } }));
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    const paymentId = uuidv7();
    await pay(t, done.changeId, 6_000, paymentId);
    expect(await pay(t, done.changeId, 6_000, paymentId)).toEqual({ decision: "ACCEPTED" });
    expect(await eventNames(t.reservationId)).toEqual([
      "reservation.held",
      "reservation.created",
      "reservation.flights-changed",
    ]);
    const data = await lastEvent(t.reservationId);
    expect(data).toMatchObject({ balance: 6_000, feeAmount: 6_000, paymentId, refunds: [] });
    expect((data.before as { flightId: number }[]).map((s) => s.flightId)).toEqual([t.out, t.back]);
    expect((data.segments as { flightId: number }[]).map((s) => s.flightId)).toEqual([flightId, t.back]);
    expect(data.givenUp).toHaveLength(2);
    expect(data.gained).toHaveLength(2);
  });

  test("takes the passengers off the old manifest and puts them on the new one; seats are chosen anew", async () => {
    const t = await returnTrip();
    const flightId = await another();
    await seatParty(t.ctx, { reservationId: t.reservationId, segmentPosition: 0 });
    const done = await confirm(t, await quote(t, { 0: { flightId } }));
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    await pay(t, done.changeId, 6_000);
    expect(await passengerManifest(staff("ADMIN"), t.out)).toEqual([]);
    expect(await passengerManifest(staff("ADMIN"), flightId)).toHaveLength(2);
    expect((await getBooking(t.ctx, t.reservationId)).seats).toEqual([]);
    await seatParty(t.ctx, { reservationId: t.reservationId, segmentPosition: 0 });
    expect((await getBooking(t.ctx, t.reservationId)).seats).toHaveLength(2);
    await expectLaws(t);
  });
});

describe("a change to a cheaper fare", () => {
  test("of a refundable brand gives the difference back at once, less the fee", async () => {
    const t = await returnTrip();
    const flightId = await another();
    const offered = await quote(t, { 0: { flightId, brand: "SAVER" } });
    expect(offered.balance).toBe(2 * (3_000 - 30_000));
    expect(await confirm(t, offered)).toEqual({ status: "DONE", balance: offered.balance });
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking).toMatchObject({ refundedAmount: 54_000, totalAmount: t.amount - 60_000 });
    const data = await lastEvent(t.reservationId);
    expect((data.refunds as { amount: number }[]).map(({ amount }) => amount)).toEqual([54_000]);
    await expectLaws(t);
  });

  test("of a brand that is not refundable forfeits the difference", async () => {
    const legs = [{ flightId: await flightOnSale(), brand: "STANDARD" }];
    const t = await paidTrip(legs);
    await database().execute(sql`update reservation.segments
      set brand_rule = brand_rule || '{"refundable": false}' where reservation_id = ${t.reservationId}`);
    const offered = await quote(t, { 0: { flightId: await another(), brand: "SAVER" } });
    expect(offered).toMatchObject({ forfeitedAmount: 30_000, balance: 3_000 });
  });

  test("does not make a fare refundable that was not, and its fee days count to the first flight", async () => {
    const legs = [{ flightId: await flightOnSale(), brand: "STANDARD" }];
    const t = await paidTrip(legs);
    await database().execute(sql`update reservation.segments
      set brand_rule = brand_rule || '{"refundable": false}' where reservation_id = ${t.reservationId}`);
    const done = await confirm(t, await quote(t, { 0: { flightId: await another({ departsInDays: 60 }) } }));
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    await pay(t, done.changeId, done.balance);
    const { rows } = await database().execute<{ rule: { refundable: boolean }; days: number }>(sql`
      select s.brand_rule as rule, round(extract(epoch from s.fees_count_to - now()) / 86400)::int as days
      from reservation.segments s where s.reservation_id = ${t.reservationId} and s.position = 0`);
    expect(rows[0]).toMatchObject({ rule: { refundable: false }, days: 10 });
  });

  test("is free of charge while a cancellation would be", async () => {
    const t = await returnTrip();
    await database().execute(
      sql`update reservation.reservations set created_at = now() where id = ${t.reservationId}`,
    );
    const offered = await quote(t, { 0: { flightId: await another(), brand: "SAVER" } });
    expect(offered).toMatchObject({ feeAmount: 0, balance: -60_000 });
    expect(offered.waivers).toEqual([{ segmentIndex: 0, reason: "SOON_AFTER_PURCHASE" }]);
  });
});

describe("tickets", () => {
  test("name their successor, and all coupons that can be flown are on the new one", async () => {
    const t = await returnTrip([adult(), infant]);
    const done = await confirm(
      t,
      await quote(t, {
        1: {
          flightId: await another({ departsInDays: 22, origin: "CJU", destination: "GMP" }),
          brand: "SAVER",
        },
      }),
    );
    expect(done.status).toBe("DONE");
    const { rows } = await database().execute<{
      tickets: number;
      successors: number;
      live: number;
      exchanged: number;
    }>(sql`
      select (select count(*)::int from reservation.tickets where reservation_id = ${t.reservationId}) as tickets,
        (select count(*)::int from reservation.tickets a join reservation.tickets b on b.number = a.successor
          and b.passenger_id = a.passenger_id where a.reservation_id = ${t.reservationId}) as successors,
        (select count(*)::int from reservation.coupons k join reservation.passengers p
          on p.id = k.passenger_id and p.ticket_number = k.ticket_number
          where k.reservation_id = ${t.reservationId} and k.state = 'OPEN') as live,
        (select count(*)::int from reservation.coupons k where k.reservation_id = ${t.reservationId}
          and k.state = 'EXCHANGED') as exchanged`);
    expect(rows[0]).toEqual({ tickets: 4, successors: 2, live: 4, exchanged: 4 });
    await expectLaws(t);
  });

  test("a flight that was flown stays on the old ticket", async () => {
    const t = await returnTrip();
    await leavesInMinutes(t.out, -60);
    const flightId = await another({ departsInDays: 22, origin: "CJU", destination: "GMP" });
    await confirm(t, await quote(t, { 1: { flightId, brand: "SAVER" } }));
    const { rows } = await database().execute<{ flight: number; state: string; n: number }>(sql`
      select s.flight_id as flight, k.state, count(*)::int as n from reservation.coupons k
      join reservation.segments s on s.id = k.segment_id where k.reservation_id = ${t.reservationId}
      group by 1, 2 order by 1`);
    expect(rows).toEqual([
      { flight: t.out, state: "OPEN", n: 2 },
      { flight: t.back, state: "EXCHANGED", n: 2 },
      { flight: flightId, state: "OPEN", n: 2 },
    ]);
    await expectLaws(t);
  });
});

describe("a change that is not paid", () => {
  const dueNow = (changeId: string) =>
    database().execute(sql`
    with c as (update reservation.changes set expires_at = clock_timestamp() - interval '1 second'
      where id = ${changeId} returning reservation_id, expires_at)
    update reservation.inventory_units u set held_until = c.expires_at from c
    where u.reservation_id = c.reservation_id and not u.sold`);

  async function awaiting() {
    const t = await returnTrip();
    const flightId = await another({ units: 2 });
    const done = await confirm(t, await quote(t, { 0: { flightId } }));
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    return { t, flightId, changeId: done.changeId, balance: done.balance };
  }

  test("expires, and the trip is as it was", async () => {
    const { t, flightId, changeId } = await awaiting();
    const before = await getBooking(t.ctx, t.reservationId);
    expect(await expireChange(system, { changeId, reservationId: t.reservationId })).toBe(false);
    await dueNow(changeId);
    expect(await expireChange(system, { changeId, reservationId: t.reservationId })).toBe(true);
    expect(await expireChange(system, { changeId, reservationId: t.reservationId })).toBe(false);
    expect(await unitCounts(flightId)).toEqual({ sold: 0, held: 0, free: 2 });
    expect(await getBooking(t.ctx, t.reservationId)).toEqual({ ...before, now: expect.any(String) });
    expect(await lastEvent(t.reservationId)).toMatchObject({ changeId, cause: "DEADLINE" });
    await expectLaws(t);
  });

  test("and is paid late takes free units", async () => {
    const { t, changeId, balance, flightId } = await awaiting();
    await dueNow(changeId);
    await expireChange(system, { changeId, reservationId: t.reservationId });
    expect(await pay(t, changeId, balance)).toEqual({ decision: "ACCEPTED" });
    expect(await unitCounts(flightId)).toEqual({ sold: 2, held: 0, free: 0 });
    await expectLaws(t);
  });

  test("and is paid late withdraws a change that waits by then", async () => {
    const { t, changeId, balance } = await awaiting();
    await dueNow(changeId);
    await expireChange(system, { changeId, reservationId: t.reservationId });
    const other = await another();
    const next = await confirm(t, await quote(t, { 0: { flightId: other } }));
    if (next.status !== "AWAITING_PAYMENT") throw new Error(next.status);
    expect(await pay(t, changeId, balance)).toEqual({ decision: "ACCEPTED" });
    expect(await unitCounts(other)).toMatchObject({ held: 0 });
    expect(await superseded(t)).toEqual([
      { changeId: next.changeId, cause: "CHANGED", balance: next.balance },
    ]);
    const reason = { decision: "REFUSED", reason: "CHANGE_OUTDATED" };
    expect(await pay(t, next.changeId, next.balance)).toEqual(reason);
    await expectLaws(t);
  });

  test("and is paid when others have the seats is refunded in full, and the trip is as it was", async () => {
    const { t, changeId, balance, flightId } = await awaiting();
    await dueNow(changeId);
    await hold(customer(), flightId, named);
    expect(await pay(t, changeId, balance)).toEqual({ decision: "REFUSED", reason: "HOLD_EXPIRED" });
    expect(await changeStatus(t.ctx, { reservationId: t.reservationId, changeId })).toBe("REFUSED");
    expect((await getBooking(t.ctx, t.reservationId)).segments[0]?.flightId).toBe(t.out);
    expect(await lastEvent(t.reservationId)).toMatchObject({
      changeId,
      amount: balance,
      reason: "HOLD_EXPIRED",
    });
    await expectLaws(t);
  });

  test("can be given up, and a payment afterwards is refused", async () => {
    const { t, changeId, balance, flightId } = await awaiting();
    expect(await withdrawChange(t.ctx, { reservationId: t.reservationId, changeId })).toBe(true);
    // Who gives it up closes its page first.
    expect(await superseded(t)).toEqual([]);
    expect(await unitCounts(flightId)).toMatchObject({ free: 2 });
    expect(await pay(t, changeId, balance)).toEqual({ decision: "REFUSED", reason: "CHANGE_OUTDATED" });
  });

  test("is withdrawn by a cancellation, and a payment afterwards is refused", async () => {
    const { t, changeId, balance, flightId } = await awaiting();
    const { quoteId } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId });
    await cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
    expect(await unitCounts(flightId)).toMatchObject({ free: 2 });
    expect(await superseded(t)).toEqual([{ changeId, cause: "CANCELLED", balance }]);
    expect(await pay(t, changeId, balance)).toEqual({ decision: "REFUSED", reason: "CANCELLED" });
    await expectLaws(t);
  });

  test("is withdrawn by a cancellation of a part, and by the airline's; the page is to be closed", async () => {
    const part = await awaiting();
    const { passengers } = await getBooking(part.t.ctx, part.t.reservationId);
    const { quoteId } = await quoteRefundOf(part.t.ctx, {
      reservationId: part.t.reservationId,
      passengers: [passengers[1]?.id ?? ""],
    });
    await cancelReservation(part.t.ctx, { reservationId: part.t.reservationId, quoteId });
    const { t, changeId, balance, flightId } = await awaiting();
    await closeSale(system, { flightId: t.back });
    await cancelReservationsOnFlight(system, { flightId: t.back, reason: "weather" });
    expect(await unitCounts(flightId)).toMatchObject({ free: 2 });
    for (const each of [part, { t, changeId, balance }])
      expect(await superseded(each.t)).toEqual([
        { changeId: each.changeId, cause: "CANCELLED", balance: each.balance },
      ]);
    expect(await pay(part.t, part.changeId, part.balance)).toMatchObject({ decision: "REFUSED" });
    const { rows } = await database().execute(sql`select "after" from shared.audit_log
      where action = 'end-change' and entity_id = ${t.reservationId}`);
    expect(rows).toEqual([{ after: { changeId, cause: "CANCELLED" } }]);
  });

  test("keeps another change from being quoted until it is paid or given up", async () => {
    const { t } = await awaiting();
    expect(await codeOf(quote(t, { 0: { flightId: await another() } }))).toBe("CHANGE_AWAITS_PAYMENT");
  });

  test("and is paid with another sum is refunded", async () => {
    const { t, changeId, balance } = await awaiting();
    expect(await pay(t, changeId, balance + 1)).toEqual({ decision: "REFUSED", reason: "AMOUNT_MISMATCH" });
  });
});

describe("a change is refused", () => {
  test("with the reason at the flight", async () => {
    const t = await returnTrip();
    const field = async (wanted: Parameters<typeof quote>[1]) => refusedField(quote(t, wanted));
    expect(await field({ 0: { flightId: t.out } })).toEqual({ "flights.0": "sameFlight" });
    expect(await field({ 0: { flightId: await another({ origin: "CJU", destination: "GMP" }) } })).toEqual({
      "flights.0": "otherRoute",
    });
    expect(await field({ 0: { flightId: await another({ departsInDays: 30 }) } })).toEqual({
      "flights.0": "returnBeforeDepart",
    });
    await leavesInMinutes(t.out, 10);
    expect(await field({ 0: { flightId: await another() } })).toEqual({ "flights.0": "checkInHasClosed" });
    await leavesInMinutes(t.out, -10);
    expect(await field({ 0: { flightId: await another() } })).toEqual({ "flights.0": "flightHasLeft" });
  });

  test("for flights that are full, gone, unknown, and trips that are somebody else's or cancelled", async () => {
    const t = await returnTrip();
    const one = await another({ units: 1 });
    expect(await codeOf(quote(t, { 0: { flightId: one } }))).toBe("SOLD_OUT");
    expect(await codeOf(quote(t, { 0: { flightId: 999_999 } }))).toBe("FLIGHT_NOT_ON_SALE");
    const soon = await another();
    await leavesInMinutes(soon, 5);
    expect(await codeOf(quote(t, { 0: { flightId: soon } }))).toBe("SALES_CLOSED");
    const flightId = await another();
    const other = { ...t, ctx: customer() };
    await expect(
      quoteChangeOf(other.ctx, {
        reservationId: t.reservationId,
        flights: [{ segmentId: uuidv7(), flightId, brand: "STANDARD" }],
      }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { quoteId } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId });
    const change = await quote(t, { 0: { flightId } });
    await cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
    expect(await codeOf(confirm(t, change))).toBe("CONFLICT");
    expect(await codeOf(quote(t, { 0: { flightId } }))).toBe("NOT_CHANGEABLE");
  });

  test("after its quote has expired", async () => {
    const t = await returnTrip();
    const offered = await quote(t, { 0: { flightId: await another() } });
    await database().execute(
      sql`update reservation.changes set expires_at = clock_timestamp() where id = ${offered.quoteId}`,
    );
    expect(await codeOf(confirm(t, offered))).toBe("QUOTE_EXPIRED");
  });
});

describe("at one moment", () => {
  test("of two changes of one trip one wins, the other is told CONFLICT or that one waits", async () => {
    const t = await returnTrip();
    const quotes = [
      await quote(t, { 0: { flightId: await another(), brand: "SAVER" } }),
      await quote(t, { 0: { flightId: await another(), brand: "SAVER" } }),
    ];
    const codes = await Promise.all(quotes.map((offered) => codeOf(confirm(t, offered))));
    expect(codes.toSorted()).toEqual(["CONFLICT", "OK"]);
    await expectLaws(t);
  });

  test("of a change and a cancellation one wins", async () => {
    const t = await returnTrip();
    const change = await quote(t, { 0: { flightId: await another(), brand: "SAVER" } });
    const { quoteId } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId });
    const codes = await Promise.all([
      codeOf(confirm(t, change)),
      codeOf(cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId })),
    ]);
    expect(codes.toSorted()).toEqual(["CONFLICT", "OK"]);
    await expectLaws(t);
  });

  test("twenty changes to the last seat: one wins, the others keep what they had", async () => {
    const flightId = await another({ units: 1 });
    const trips = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const t = await paidTrip([{ flightId: await flightOnSale(), brand: "STANDARD" }]);
        return { t, change: await quote(t, { 0: { flightId, brand: "SAVER" } }) };
      }),
    );
    const codes = await Promise.all(trips.map(({ t, change }) => codeOf(confirm(t, change))));
    expect(codes.filter((code) => code === "OK")).toHaveLength(1);
    expect(codes.filter((code) => code === "SOLD_OUT")).toHaveLength(19);
    expect(await unitCounts(flightId)).toEqual({ sold: 1, held: 0, free: 0 });
    for (const { t } of trips) await expectLaws(t);
  });

  test("two payments of one change: one carries it out, the other is refunded", async () => {
    const t = await returnTrip();
    const done = await confirm(t, await quote(t, { 0: { flightId: await another() } }));
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    const decisions = await Promise.all([pay(t, done.changeId, 6_000), pay(t, done.changeId, 6_000)]);
    expect(decisions.map(({ decision }) => decision).toSorted()).toEqual(["ACCEPTED", "REFUSED"]);
  });
});

describe("the offers of a day", () => {
  test("say for each brand what the quote then says", async () => {
    const t = await returnTrip();
    const flightId = await another({ departsInDays: 14 });
    const { segments } = await getBooking(t.ctx, t.reservationId);
    const segmentId = segments[0]?.id ?? "";
    const date = await database().execute<{ date: string }>(
      sql`select departure_date::text as date from reservation.flights where id = ${flightId}`,
    );
    const offers = await changeOffers(t.ctx, {
      reservationId: t.reservationId,
      segmentId,
      date: date.rows[0]?.date ?? "",
    });
    const offer = offers.find((each) => each.flight.flightId === flightId);
    expect(offer?.choices.map((choice) => choice.brand)).toEqual(["SAVER", "STANDARD"]);
    for (const choice of offer?.choices ?? []) {
      const offered = await quote(t, { 0: { flightId, brand: choice.brand } });
      expect(choice).toMatchObject({ balance: offered.balance, feeAmount: offered.feeAmount, enough: true });
    }
    expect(offers.some((each) => each.flight.flightId === t.out)).toBe(false);
  });
});
