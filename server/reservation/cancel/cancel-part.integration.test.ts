import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import {
  acceptPayment,
  cancelReservation,
  cancelReservationsOnFlight,
  previewFlightCancellation,
  quoteRefundOf,
  seatParty,
} from "@/server/reservation";
import { cancellationResult, getBooking, passengerManifest } from "@/server/reservation/queries";
import {
  adult,
  eventNames,
  flightOnSale,
  hold,
  lastEvent,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import { AppError } from "@/server/shared/errors";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const child = { ...adult("KIM", "HANUL"), type: "CHILD" as const, birthDate: "2019-03-03" };
const infant = { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" };
const couple = [adult(), adult("LEE", "JUNHO")];

type Trip = Awaited<ReturnType<typeof paidTrip>>;
const returnTrip = (passengers: Parameters<typeof paidTrip>[1] = couple) => paidTrip(undefined, passengers);

type Parts = { passengers?: number[]; segments?: number[] };
/** By positions; the verb takes ids. */
const idsOf = async (t: Trip, { passengers, segments }: Parts) => {
  const booking = await getBooking(t.ctx, t.reservationId);
  const ids = (all: readonly { id: string }[], positions?: number[]) =>
    positions?.map((position) => all[position]?.id ?? "");
  return { passengers: ids(booking.passengers, passengers), segments: ids(booking.segments, segments) };
};
const quote = async (t: Trip, parts: Parts) =>
  quoteRefundOf(t.ctx, { reservationId: t.reservationId, ...(await idsOf(t, parts)) });
const confirm = (t: Trip, { quoteId }: { quoteId: string }) =>
  cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
const cancel = async (t: Trip, parts: Parts) => confirm(t, await quote(t, parts));

/** Has the miles booked; money needs the payment context, whose records these tests do not make. */
async function expectLaws(t: Trip): Promise<void> {
  await settleMiles([t.reservationId]);
  const reports = await checkLaws();
  const wrong = reports
    .flatMap(({ violations }) => violations)
    .filter((violation) => Object.values(violation).includes(t.reservationId));
  expect(wrong.filter(({ rule }) => rule !== "a paid change has its captured payment")).toEqual([]);
}

const refusedField = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.details.fieldErrors : error;
};

describe("cancelling one of two passengers", () => {
  test("frees their units, keeps the other's trip, and refunds their share by the fee row", async () => {
    const t = await returnTrip();
    const both = await quote(t, {});
    const offered = await quote(t, { passengers: [1] });
    expect(offered).toMatchObject({ whole: false, refundAmount: both.refundAmount / 2 });
    expect(offered.paidAmount).toBe(t.amount / 2);
    const before = await unitCounts(t.out);
    expect(await confirm(t, offered)).toEqual({ refundAmount: offered.refundAmount, whole: false });
    expect(await unitCounts(t.out)).toEqual({ ...before, sold: before.sold - 1, free: before.free + 1 });
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking).toMatchObject({
      status: "CREATED",
      adults: 1,
      version: 2,
      paidAmount: t.amount,
      refundedAmount: offered.refundAmount,
      totalAmount: t.amount / 2,
    });
    expect(booking.passengers.map((p) => p.surname)).toEqual(["KIM"]);
    expect(booking.coupons.map((c) => c.state)).toEqual(["OPEN", "OPEN"]);
    await expectLaws(t);
  });

  test("is told once, with who gave up what and what is left", async () => {
    const t = await returnTrip();
    const offered = await quote(t, { passengers: [0] });
    await confirm(t, offered);
    expect(await eventNames(t.reservationId)).toEqual([
      "reservation.held",
      "reservation.created",
      "reservation.part-cancelled",
    ]);
    const data = await lastEvent(t.reservationId);
    expect(data).toMatchObject({ refundAmount: offered.refundAmount, givenUpAmount: t.amount / 2 });
    expect(data.passengers).toHaveLength(2);
    expect(data.givenUp).toHaveLength(2);
    expect(data.left).toHaveLength(2);
    expect((data.refunds as { amount: number }[]).map((r) => r.amount)).toEqual([offered.refundAmount]);
  });

  test("a second press gets the same answer and changes nothing", async () => {
    const t = await returnTrip();
    const offered = await quote(t, { passengers: [1] });
    const answers = await Promise.all([confirm(t, offered), confirm(t, offered)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await eventNames(t.reservationId)).toHaveLength(3);
    await expectLaws(t);
  });

  test("of two tabs one wins, and the other is told that the trip has changed", async () => {
    const t = await returnTrip();
    const [one, other] = [await quote(t, { passengers: [0] }), await quote(t, { passengers: [1] })];
    const outcomes = await Promise.all([codeOf(confirm(t, one)), codeOf(confirm(t, other))]);
    expect(outcomes.sort()).toEqual(["CONFLICT", "OK"]);
    expect((await getBooking(t.ctx, t.reservationId)).adults).toBe(1);
    await expectLaws(t);
  });
});

describe("cancelling one of two flights", () => {
  test("moves the other up, and gives the seats of the first back", async () => {
    const t = await returnTrip();
    await seatParty(t.ctx, { reservationId: t.reservationId, segmentPosition: 0 });
    expect((await getBooking(t.ctx, t.reservationId)).seats).toHaveLength(2);
    await cancel(t, { segments: [0] });
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking.segments.map((s) => [s.position, s.flightId])).toEqual([[0, t.back]]);
    expect(booking.seats).toEqual([]);
    expect(booking.priceLines.every((line) => line.segmentPosition === 0)).toBe(true);
    expect(await unitCounts(t.out)).toMatchObject({ sold: 0 });
    await expectLaws(t);
  });

  test("leaves the seats of the other flight, and of the other passenger, as they are", async () => {
    const t = await returnTrip();
    for (const segmentPosition of [0, 1])
      await seatParty(t.ctx, { reservationId: t.reservationId, segmentPosition });
    const seatsOf = async () => (await getBooking(t.ctx, t.reservationId)).seats;
    await cancel(t, { passengers: [1], segments: [1] });
    expect((await seatsOf()).map((s) => [s.segmentPosition, s.passengerPosition]).sort()).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
    await cancel(t, { segments: [0] });
    expect((await seatsOf()).map((s) => [s.segmentPosition, s.passengerPosition])).toEqual([[0, 0]]);
    await expectLaws(t);
  });

  test("then the rest ends the reservation; all refunds together are what was paid less all fees", async () => {
    const t = await returnTrip();
    const first = await cancel(t, { segments: [0] });
    const rest = await cancel(t, {});
    expect(rest.whole).toBe(true);
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking).toMatchObject({ status: "CANCELLED", version: 3 });
    expect(booking.refundedAmount).toBe(first.refundAmount + rest.refundAmount);
    await expectLaws(t);
  });

  test("a flown one cannot be given up, and stays when the other goes", async () => {
    const t = await returnTrip();
    await leavesInMinutes(t.out, -60);
    expect(await refusedField(quote(t, { segments: [0] }))).toEqual({ segments: "flightHasLeft" });
    const one = await cancel(t, { passengers: [1], segments: [1] });
    expect(one.whole).toBe(false);
    const admin = staff();
    expect(await passengerManifest(admin, t.out)).toHaveLength(2);
    expect(await passengerManifest(admin, t.back)).toHaveLength(1);
    await expectLaws(t);
    expect((await cancel(t, {})).whole).toBe(true);
    expect(await passengerManifest(admin, t.out)).toHaveLength(2);
    await expectLaws(t);
  });
});

test("the airline's cancellation of a flight that was given up does not touch the rest of the trip", async () => {
  const t = await returnTrip();
  await cancel(t, { segments: [0] });
  const { reservations } = await previewFlightCancellation(staff(), t.out);
  expect(reservations).toBe(0);
  expect(await cancelReservationsOnFlight(system, { flightId: t.out })).toEqual({ ended: 0, remaining: 0 });
  expect((await getBooking(t.ctx, t.reservationId)).status).toBe("CREATED");
  expect((await previewFlightCancellation(staff(), t.back)).reservations).toBe(1);
  await cancelReservationsOnFlight(system, { flightId: t.back });
  const { status, totalAmount } = await getBooking(t.ctx, t.reservationId);
  expect(status).toBe("CANCELLED");
  expect((await cancellationResult(staff(), t.out)).reservations).toBe(0);
  expect((await cancellationResult(staff(), t.back)).reservations).toBe(1);
  expect(await lastEvent(t.reservationId)).toMatchObject({
    paidAmount: totalAmount,
    refundAmount: totalAmount,
  });
  await expectLaws(t);
});

describe("a part is refused", () => {
  test("when an infant would stay without an adult", async () => {
    const t = await returnTrip([adult(), child, infant]);
    expect(await refusedField(quote(t, { passengers: [0] }))).toEqual({ passengers: "infantWouldStayAlone" });
    expect(await refusedField(quote(t, { passengers: [0, 2] }))).toEqual({
      passengers: "childWouldStayAlone",
    });
    expect(await codeOf(quote(t, { passengers: [2] }))).toBe("OK");
  });

  test("when nobody of the choice has the flight", async () => {
    const t = await returnTrip();
    await cancel(t, { passengers: [1], segments: [1] });
    expect(await refusedField(quote(t, { passengers: [1], segments: [1] }))).toEqual({
      passengers: "nothingToCancel",
    });
    expect(await refusedField(quote(t, { passengers: [] }))).toMatchObject({ passengers: "chooseOne" });
  });

  test("for somebody else's trip", async () => {
    const t = await returnTrip();
    const other = await customerOf();
    expect(
      await codeOf(quoteRefundOf(other, { reservationId: t.reservationId, passengers: [t.reservationId] })),
    ).toBe("NOT_FOUND");
  });
});

test("an infant who gives the trip up frees no unit and takes no miles", async () => {
  const t = await returnTrip([adult(), infant]);
  const before = await unitCounts(t.out);
  await settleMiles([t.reservationId]);
  const { refundAmount } = await cancel(t, { passengers: [1] });
  expect(refundAmount).toBeGreaterThanOrEqual(0);
  expect(await unitCounts(t.out)).toEqual(before);
  expect(await settleMiles([t.reservationId])).toBe(0);
  await expectLaws(t);
});

test("money lines are only added", async () => {
  const t = await returnTrip();
  const rewritten = database().execute(
    sql`update reservation.charges set amount = 0 where reservation_id = ${t.reservationId}`,
  );
  await expect(rewritten).rejects.toMatchObject({
    cause: { message: expect.stringContaining("only added") },
  });
});

/** What the release before the order wrote: no change, coupon or charge. */
async function forgetOrder(reservationId: string): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.execute(sql`alter table reservation.charges disable trigger charges_are_added`);
    for (const table of ["charges", "coupons", "tickets"])
      await tx.execute(
        sql`delete from ${sql.identifier("reservation")}.${sql.identifier(table)} where reservation_id = ${reservationId}`,
      );
    await tx.execute(sql`delete from reservation.allotments a using reservation.changes c
      where c.id = a.change_id and c.reservation_id = ${reservationId}`);
    await tx.execute(
      sql`update reservation.payment_decisions set change_id = null where reservation_id = ${reservationId}`,
    );
    await tx.execute(sql`delete from reservation.changes where reservation_id = ${reservationId}`);
    await tx.execute(sql`alter table reservation.charges enable trigger charges_are_added`);
  });
}

describe("a reservation of the release before the order", () => {
  const order = async (reservationId: string) => {
    const { rows } = await database().execute(sql`
      select c.kind, c.status, c.balance::int, (select coalesce(sum(amount), 0)::int from reservation.charges
        where change_id = c.id) as charged from reservation.changes c
      where c.reservation_id = ${reservationId} and c.status = 'DONE' order by c.ended_at`);
    return rows;
  };

  test("gets the same order from its rows, once, and can be changed", async () => {
    const t = await returnTrip([adult(), child, infant]);
    const made = await getBooking(t.ctx, t.reservationId);
    await forgetOrder(t.reservationId);
    await database().execute(sql`select reservation.adopt_order(${t.reservationId})`);
    await database().execute(sql`select reservation.adopt_order(${t.reservationId})`);
    expect(await order(t.reservationId)).toEqual([
      { kind: "ISSUE", status: "DONE", balance: t.amount, charged: t.amount },
    ]);
    const { now, ...adopted } = await getBooking(t.ctx, t.reservationId);
    const { now: _, ...before } = made;
    expect(adopted).toEqual(before);
    await expectLaws(t);
    await cancel(t, { segments: [1] });
    await expectLaws(t);
  });

  test("gets its cancellation too, with the fee that was kept", async () => {
    const t = await returnTrip();
    await leavesInMinutes(t.out, -60);
    const { refundAmount } = await cancel(t, {});
    await forgetOrder(t.reservationId);
    await database().execute(sql`select reservation.adopt_order(${t.reservationId})`);
    expect(await order(t.reservationId)).toEqual([
      { kind: "ISSUE", status: "DONE", balance: t.amount, charged: t.amount },
      { kind: "CANCEL", status: "DONE", balance: -refundAmount, charged: -refundAmount },
    ]);
    await expectLaws(t);
  });
});

test("a payment that is accepted names the change that it paid for", async () => {
  const ctx = await customerOf();
  const { reservationId } = await hold(ctx, await flightOnSale(), {
    passengers: [adult()],
    contact: { email: "a@example.com" },
  });
  const { totalAmount: amount } = await getBooking(ctx, reservationId);
  await acceptPayment(system, { reservationId, paymentId: reservationId, amount });
  const { rows } = await database().execute(sql`
    select c.kind, c.balance::int from reservation.payment_decisions d
    join reservation.changes c on c.id = d.change_id where d.reservation_id = ${reservationId}`);
  expect(rows).toEqual([{ kind: "ISSUE", balance: amount }]);
});
