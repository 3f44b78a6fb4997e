import fs from "node:fs";
import { eq, sql, TransactionRollbackError } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { changes } from "@/db/schema/reservation";
import { auditLog, outbox } from "@/db/schema/shared";
import { checkLaws } from "@/server/assurance/check-laws";
import { checkMoney } from "@/server/assurance/laws/check-money";
import {
  cancelReservation,
  cancelReservationsOnFlight,
  closeSale,
  quoteRefundOf,
  recordNoShow,
  seatParty,
  splitReservation,
} from "@/server/reservation";
import { getBooking, getReservationForAdmin, passengerManifest } from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { capturePayments, leavesInMinutes, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const child = { ...adult("KIM", "HANUL"), type: "CHILD" as const, birthDate: "2019-03-03" };
const infant = { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" };
const couple = [adult(), adult("LEE", "JUNHO")];
const four = [...couple, adult("PARK", "SORA"), adult("CHOI", "DAHYE")];

type Trip = Awaited<ReturnType<typeof paidTrip>>;
const returnTrip = (passengers: Parameters<typeof paidTrip>[1] = couple) => paidTrip(undefined, passengers);
const bookingOf = (t: Trip, reservationId = t.reservationId) => getBooking(t.ctx, reservationId);

const inputOf = async (t: Trip, positions: number[], reservationId = t.reservationId) => {
  const { version, passengers } = await bookingOf(t, reservationId);
  return { reservationId, version, passengers: positions.map((position) => passengers[position]?.id ?? "") };
};
const split = async (t: Trip, positions: number[], reservationId = t.reservationId, ctx = t.ctx) =>
  splitReservation(ctx, await inputOf(t, positions, reservationId));

async function cancelAll(t: Trip, reservationId = t.reservationId) {
  const { quoteId } = await quoteRefundOf(t.ctx, { reservationId });
  return cancelReservation(t.ctx, { reservationId, quoteId });
}

async function cancelPassenger(t: Trip, position: number, reservationId = t.reservationId) {
  const passenger = (await bookingOf(t, reservationId)).passengers[position]?.id ?? "";
  const { quoteId } = await quoteRefundOf(t.ctx, { reservationId, passengers: [passenger] });
  return cancelReservation(t.ctx, { reservationId, quoteId });
}

const familyOf = async (t: Trip): Promise<string[]> => {
  const { rows } = await database().execute<{ id: string }>(
    sql`select id from reservation.reservations where customer_id = ${t.customerId} order by id`,
  );
  return rows.map(({ id }) => id);
};

/** Has the miles booked and the payments captured, as the other contexts do. */
async function expectLaws(t: Trip): Promise<void> {
  const family = await familyOf(t);
  await settleMiles(family);
  await capturePayments();
  const concerned = (violation: object) =>
    Object.values(violation).some((value) => family.includes(value) || value === t.customerId);
  const wrong = (await checkLaws()).flatMap(({ violations }) => violations).filter(concerned);
  expect(wrong).toEqual([]);
}

const refusedField = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.details.fieldErrors : error;
};

/** Refunds that the changes of these reservations allot to the payment, and what it was. */
async function allottedOf(t: Trip) {
  const { rows } = await database().execute<{ paid: number; allotted: number }>(sql`
    select d.amount::int as paid, coalesce((select sum(a.amount) from reservation.allotments a
      where a.payment_id = d.payment_id), 0)::int as allotted
    from reservation.payment_decisions d where d.reservation_id = ${t.reservationId}`);
  return rows[0];
}

const eventsOf = async (reservationId: string) => {
  const rows = await database()
    .select({ name: outbox.name, data: outbox.data })
    .from(outbox)
    .where(eq(outbox.correlationId, reservationId))
    .orderBy(outbox.seq);
  return rows as { name: string; data: Record<string, unknown> }[];
};

describe("one of two passengers gets a booking of their own", () => {
  test("with new tickets, the same flights, seats and units, and their share of the money", async () => {
    const t = await returnTrip([adult(), { ...adult("LEE", "JUNHO"), nationality: "US" }]);
    await seatParty(t.ctx, { reservationId: t.reservationId, segmentPosition: 0 });
    const before = await bookingOf(t);
    const units = await unitCounts(t.out);
    const made = await split(t, [1]);
    const [old, own] = [await bookingOf(t), await bookingOf(t, made.reservationId)];
    expect(own.locator).toBe(made.locator);
    expect(old.passengers.map((p) => [p.surname, p.position])).toEqual([["KIM", 0]]);
    expect(own.passengers.map((p) => [p.surname, p.position])).toEqual([["LEE", 0]]);
    expect(own.passengers[0]?.id).toBe(before.passengers[1]?.id);
    expect([old.passengers[0]?.nationality, own.passengers[0]?.nationality]).toEqual([null, "US"]);
    expect(own.passengers[0]?.ticketNumber).not.toBe(before.passengers[1]?.ticketNumber);
    expect(old.passengers[0]?.ticketNumber).toBe(before.passengers[0]?.ticketNumber);
    expect(own.segments.map((s) => s.flightId)).toEqual([t.out, t.back]);
    expect([old.seats, own.seats]).toEqual([
      [{ segmentPosition: 0, passengerPosition: 0, seat: before.seats[0]?.seat }],
      [{ segmentPosition: 0, passengerPosition: 0, seat: before.seats[1]?.seat }],
    ]);
    expect(await unitCounts(t.out)).toEqual(units);
    for (const booking of [old, own])
      expect(booking).toMatchObject({
        status: "CREATED",
        adults: 1,
        totalAmount: t.amount / 2,
        paidAmount: t.amount / 2,
        refundedAmount: 0,
        contactEmail: before.contactEmail,
        createdAt: before.createdAt,
      });
    expect([old.version, own.version]).toEqual([2, 1]);
    expect(old.splitInto).toEqual([{ id: own.id, locator: own.locator }]);
    expect(own.splitFrom).toEqual({ id: old.id, locator: old.locator });
    await expectLaws(t);
  });

  test("both histories and the audit log have it, and the customer is told once", async () => {
    const t = await returnTrip();
    const { reservationId, locator } = await split(t, [0]);
    const { locator: oldLocator } = await bookingOf(t);
    const names = async (id: string) => (await eventsOf(id)).map(({ name }) => name.split("/")[1]);
    expect(await names(t.reservationId)).toEqual([
      "reservation.held",
      "reservation.created",
      "reservation.split",
    ]);
    expect(await names(reservationId)).toEqual(["reservation.split-off"]);
    const [told] = (await eventsOf(t.reservationId)).slice(-1);
    expect(told?.data).toMatchObject({ newLocator: locator, transferredAmount: t.amount / 2 });
    expect(told?.data.passengers).toHaveLength(2);
    expect((await eventsOf(reservationId))[0]?.data).toMatchObject({ fromLocator: oldLocator, locator });
    const audited = await database()
      .select({ action: auditLog.action, id: auditLog.entityId })
      .from(auditLog)
      .where(
        sql`${auditLog.entityId} in (${t.reservationId}, ${reservationId}) and ${auditLog.action} like 'split%'`,
      )
      .orderBy(auditLog.id);
    expect(audited).toEqual([
      { action: "split", id: t.reservationId },
      { action: "split-off", id: reservationId },
    ]);
    await expectLaws(t);
  });

  test("a second tab with the version before is told that the booking has changed", async () => {
    const t = await returnTrip(four);
    const stale = await inputOf(t, [1]);
    await split(t, [2]);
    expect(await codeOf(splitReservation(t.ctx, stale))).toBe("CONFLICT");
    await expectLaws(t);
  });

  test("the step that gives old reservations their orders finds nothing to do", async () => {
    const t = await returnTrip();
    const own = await split(t, [1]);
    await cancelAll(t, own.reservationId);
    const step = fs.readFileSync("db/migrations/online/0019_adopt_orders.sql", "utf8");
    const found = step
      .replace("select reservation.adopt_order(r.id)", "select r.id")
      .replace("limit 200", "");
    const { rows } = await database().execute<{ id: string }>(sql.raw(found));
    const family = await familyOf(t);
    expect(rows.filter(({ id }) => family.includes(id))).toEqual([]);
    await database().execute(sql`select reservation.adopt_order(${own.reservationId})`);
    await expectLaws(t);
  });
});

describe("a split is refused at the passengers", () => {
  const family = [adult(), adult("LEE", "JUNHO"), child, infant];
  test.each([
    ["nobody is left", couple, [0, 1], "someoneMustStay"],
    ["an infant would leave without an adult", family, [3], "infantWouldLeaveAlone"],
    ["a child would leave alone", family, [2], "childWouldLeaveAlone"],
    ["a child and an infant would stay", family, [0, 1], "infantWouldStayAlone"],
    ["a child would stay alone", [adult(), adult("LEE", "JUNHO"), child], [0, 1], "childWouldStayAlone"],
  ])("when %s", async (_, party, positions, problem) => {
    const t = await returnTrip(party);
    expect(await refusedField(split(t, positions))).toEqual({ passengers: problem });
    expect(await familyOf(t)).toEqual([t.reservationId]);
    await expectLaws(t);
  });

  test("when somebody is not in the booking, and when nobody is chosen", async () => {
    const t = await returnTrip();
    const input = await inputOf(t, [0]);
    const stranger = [...input.passengers, uuidv7()];
    expect(await refusedField(splitReservation(t.ctx, { ...input, passengers: stranger }))).toEqual({
      passengers: "passengerHasLeft",
    });
    expect(await refusedField((async () => splitReservation(t.ctx, { ...input, passengers: [] }))())).toEqual(
      {
        passengers: "chooseOne",
      },
    );
  });

  test("when a passenger has checked in", async () => {
    const t = await returnTrip();
    const input = await inputOf(t, [1]);
    await database().execute(sql`update reservation.coupons set state = 'CHECKED_IN'
      where passenger_id = ${input.passengers[0]} and reservation_id = ${t.reservationId}`);
    expect(await refusedField(splitReservation(t.ctx, input))).toEqual({ passengers: "checkedIn" });
  });

  test("when a change waits for its payment", async () => {
    const t = await returnTrip();
    await database()
      .insert(changes)
      .values({
        ...{
          id: uuidv7(),
          reservationId: t.reservationId,
          kind: "CHANGE_FLIGHTS",
          status: "AWAITING_PAYMENT",
        },
        ...{
          balance: 1_000,
          baseVersion: 1,
          askedByKind: "CUSTOMER",
          expiresAt: new Date(Date.now() + 60_000),
        },
      });
    const refused = split(t, [1]);
    expect(await codeOf(refused)).toBe("CHANGE_AWAITS_PAYMENT");
    expect(await refusedField(refused)).toEqual({ passengers: "changeAwaitsPayment" });
  });

  test("of one passenger, of one who has flown, of a cancelled booking and of somebody else's", async () => {
    const alone = await paidTrip();
    expect(await codeOf(split(alone, [0]))).toBe("NOT_CHANGEABLE");
    const flown = await paidTrip([{ flightId: await flightOnSale(), brand: "STANDARD" }], couple);
    await leavesInMinutes(flown.out, -30);
    expect(await codeOf(split(flown, [0]))).toBe("NOT_CHANGEABLE");
    const t = await returnTrip();
    const input = await inputOf(t, [1]);
    expect(await codeOf(splitReservation(customer(), input))).toBe("NOT_FOUND");
    await cancelAll(t);
    expect(await codeOf(splitReservation(t.ctx, { ...input, version: 2 }))).toBe("NOT_CHANGEABLE");
  });

  test("of staff without the permission; an agent may split for the customer", async () => {
    const t = await returnTrip();
    const input = await inputOf(t, [1]);
    expect(await codeOf(splitReservation(staff("AUDITOR"), input))).toBe("FORBIDDEN");
    const { reservationId } = await splitReservation(staff("AGENT"), input);
    expect((await bookingOf(t, reservationId)).customerId).toBe(t.customerId);
    await expectLaws(t);
  });
});

describe("money of a family of bookings", () => {
  test("both sides are refunded from the one payment, to the won what one booking would have been", async () => {
    const t = await returnTrip();
    const { refundAmount } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId });
    const own = await split(t, [1]);
    const refunds = await Promise.all([cancelAll(t, own.reservationId), cancelAll(t)]);
    expect(refunds.reduce((sum, each) => sum + each.refundAmount, 0)).toBe(refundAmount);
    expect(await allottedOf(t)).toEqual({ paid: t.amount, allotted: refundAmount });
    expect(await bookingOf(t, own.reservationId)).toMatchObject({
      status: "CANCELLED",
      paidAmount: t.amount / 2,
      refundedAmount: refundAmount / 2,
    });
    await expectLaws(t);
  });

  test("splits of splits, parts given up between them, and refunds at once stay within the payment", async () => {
    const t = await returnTrip(four);
    const { refundAmount } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId });
    const three = await split(t, [1, 2, 3]);
    await cancelPassenger(t, 1, three.reservationId);
    const last = await split(t, [1], three.reservationId);
    await expectLaws(t);
    await Promise.all([cancelAll(t), cancelAll(t, three.reservationId), cancelAll(t, last.reservationId)]);
    expect(await allottedOf(t)).toEqual({ paid: t.amount, allotted: refundAmount });
    await expectLaws(t);
  });

  /** As a change upwards leaves it: the reservation is worth more, and has paid for it. */
  async function paidMore({ reservationId }: Trip, amount = 10_000): Promise<number> {
    const [changeId, paymentId] = [uuidv7(), uuidv7()];
    await database().execute(sql`
      with change as (insert into reservation.changes (id, reservation_id, kind, status, balance, base_version,
          asked_by_kind, ended_at)
        values (${changeId}, ${reservationId}, 'INVOLUNTARY', 'DONE', ${amount}, 2, 'CUSTOMER', now())),
      charge as (insert into reservation.charges (reservation_id, change_id, coupon_id, kind, amount)
        select ${reservationId}, ${changeId}, id, 'FARE', ${amount} from reservation.coupons
        where reservation_id = ${reservationId} and state = 'OPEN' limit 1)
      insert into reservation.payment_decisions (payment_id, reservation_id, decision, amount, change_id)
      values (${paymentId}, ${reservationId}, 'ACCEPTED', ${amount}, ${changeId})`);
    return amount;
  }

  /** The payments of a reservation that give back more than they have. */
  async function overdrawn({ reservationId }: Trip) {
    const { rows } = await database().execute(sql`
      select d.payment_id from reservation.payment_decisions d join reservation.allotments a using (payment_id)
      where d.reservation_id = ${reservationId} group by d.payment_id, d.amount having sum(a.amount) > d.amount`);
    return rows;
  }

  test("a payment of one side serves the other when its own are used up", async () => {
    const t = await returnTrip();
    const own = await split(t, [1]);
    const extra = await paidMore(t);
    // The airline gives everything back: the old reservation takes from the older payment, the other one from what is left.
    await closeSale(system, { flightId: t.back });
    await cancelReservationsOnFlight(system, { flightId: t.back, reason: "test" });
    const [old, other] = [await bookingOf(t), await bookingOf(t, own.reservationId)];
    expect(old.refundedAmount + other.refundedAmount).toBe(t.amount + extra);
    expect(await overdrawn(t)).toEqual([]);
    await expectLaws(t);
  });

  test("the law of money sees what comes into an order and left none", async () => {
    const t = await returnTrip();
    const own = await split(t, [1]);
    await capturePayments();
    await database()
      .transaction(async (tx) => {
        await tx.execute(sql`insert into reservation.charges (reservation_id, change_id, kind, amount)
          select reservation_id, id, 'TRANSFER', -1 from reservation.changes
          where reservation_id = ${own.reservationId} and kind = 'SPLIT'`);
        const { violations } = await checkMoney(tx);
        const broken = violations.filter((each) => each.reservation_id === own.reservationId);
        expect(broken.map(({ rule }) => rule)).toContain(
          "what leaves an order by a split comes into the new one",
        );
        tx.rollback();
      })
      .catch((error: unknown) => {
        if (!(error instanceof TransactionRollbackError)) throw error;
      });
  });

  test("refunds of both sides at once never take more from a payment than it has", async () => {
    for (const _ of [1, 2, 3]) {
      const t = await returnTrip();
      const own = await split(t, [1]);
      await paidMore(t);
      // Within a day of the purchase all of it comes back.
      await database().execute(sql`update reservation.reservations set created_at = now()
        where customer_id = ${t.customerId}`);
      await Promise.all([cancelAll(t), cancelAll(t, own.reservationId)]);
      expect(await overdrawn(t)).toEqual([]);
    }
  });
});

describe("what was flown before the split", () => {
  test("a flown coupon goes along on its ticket, and only the rest is issued again and refunded", async () => {
    const t = await returnTrip();
    await settleMiles([t.reservationId]);
    await leavesInMinutes(t.out, -30);
    const before = await bookingOf(t);
    const own = await split(t, [1]);
    const booking = await bookingOf(t, own.reservationId);
    const old = before.passengers[1]?.ticketNumber;
    expect(booking.coupons.map(({ ticketNumber }) => ticketNumber === old)).toEqual([true, false]);
    expect(booking.segments.map((s) => s.flightId)).toEqual([t.out, t.back]);
    expect(booking.totalAmount).toBe(t.amount / 2);
    const manifest = await passengerManifest(staff("ADMIN"), t.out);
    expect(manifest.map(({ locator }) => locator).sort()).toEqual([booking.locator, before.locator].sort());
    await expectLaws(t);
    await cancelAll(t, own.reservationId);
    expect((await bookingOf(t, own.reservationId)).status).toBe("CANCELLED");
    await expectLaws(t);
  });

  test("a missed flight stays missed in both", async () => {
    const t = await returnTrip();
    await leavesInMinutes(t.out, -30);
    await recordNoShow(staff("ADMIN"), { reservationId: t.reservationId, segmentPosition: 0 });
    const own = await split(t, [1]);
    expect((await bookingOf(t, own.reservationId)).segments[0]?.missedAt).not.toBeNull();
    await expectLaws(t);
  });

  test("a passenger who gave one flight up takes only the other along", async () => {
    const t = await returnTrip();
    const { passengers, segments } = await bookingOf(t);
    const part = { passengers: [passengers[1]?.id ?? ""], segments: [segments[0]?.id ?? ""] };
    const { quoteId } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId, ...part });
    await cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
    const own = await split(t, [1]);
    expect((await bookingOf(t, own.reservationId)).segments.map((s) => [s.position, s.flightId])).toEqual([
      [0, t.back],
    ]);
    expect((await bookingOf(t)).segments.map((s) => s.flightId)).toEqual([t.out, t.back]);
    await expectLaws(t);
  });
});

describe("at the same time", () => {
  test("of two splits one wins", async () => {
    const t = await returnTrip(four);
    const inputs = [await inputOf(t, [1]), await inputOf(t, [2])];
    const outcomes = await Promise.all(inputs.map((input) => codeOf(splitReservation(t.ctx, input))));
    expect(outcomes.sort()).toEqual(["CONFLICT", "OK"]);
    expect(await familyOf(t)).toHaveLength(2);
    await expectLaws(t);
  });

  test("of a split and a cancellation, whole or in part, one wins", async () => {
    for (const parts of [{}, { position: 1 }]) {
      const t = await returnTrip(four);
      const input = await inputOf(t, [1]);
      const chosen = "position" in parts ? { passengers: [input.passengers[0] ?? ""] } : {};
      const { quoteId } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId, ...chosen });
      const outcomes = await Promise.all([
        codeOf(splitReservation(t.ctx, input)),
        codeOf(cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId })),
      ]);
      expect(outcomes.filter((code) => code === "OK")).toHaveLength(1);
      await expectLaws(t);
    }
  });

  test("the airline's cancellation of a flight ends and refunds both, whichever comes first", async () => {
    const t = await returnTrip();
    const input = await inputOf(t, [1]);
    await Promise.all([
      codeOf(splitReservation(t.ctx, input)),
      cancelReservationsOnFlight(system, { flightId: t.out, reason: "weather" }),
    ]);
    const family = await familyOf(t);
    const bookings = await Promise.all(
      family.map(
        (id): Promise<{ status: string; refundedAmount: number }> =>
          getReservationForAdmin(staff("ADMIN") as RequestContext, id),
      ),
    );
    expect(bookings.map(({ status }) => status)).toEqual(family.map(() => "CANCELLED"));
    expect(bookings.reduce((sum, { refundedAmount }) => sum + refundedAmount, 0)).toBe(t.amount);
    await expectLaws(t);
  });

  test("a split waits for a cancellation of its flight that is under way, and is refused by it", async () => {
    const t = await returnTrip();
    const input = await inputOf(t, [1]);
    const [splitting, settled] = await database().transaction(async (tx) => {
      // As `closeSale` does, before its commit.
      await tx.execute(sql`update reservation.flights set status = 'CANCELLED' where id = ${t.out}`);
      const started = codeOf(splitReservation(t.ctx, input));
      let isSettled = false;
      void started.then(() => {
        isSettled = true;
      });
      await expect.poll(isWaiting, { timeout: 30_000, interval: 50 }).toBe(true);
      return [started, isSettled] as const;
    });
    expect(settled).toBe(false);
    expect(await splitting).toBe("FLIGHT_NOT_ON_SALE");
    expect(await familyOf(t)).toEqual([t.reservationId]);
  });
});

/** True while a statement waits for a lock on a flight. */
async function isWaiting(): Promise<boolean> {
  const { rows } = await database().execute(sql`
    select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%"reservation"."flights"%for share%'
      and datname = current_database()`);
  return rows.length > 0;
}
