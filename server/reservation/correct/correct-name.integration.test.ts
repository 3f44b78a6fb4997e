import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { changes } from "@/db/schema/reservation";
import { checkLaws } from "@/server/assurance/check-laws";
import { acceptPayment, correctName, seatParty, splitReservation } from "@/server/reservation";
import { findTrip, getBooking, orderOfReservation } from "@/server/reservation/queries";
import {
  adult,
  eventNames,
  flightOnSale,
  hold,
  lastEvent,
  named,
  paymentOf,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { capturePayments, leavesInMinutes, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const couple = [adult(), adult("LEE", "JUNHO")];
type Trip = Awaited<ReturnType<typeof paidTrip>>;
const returnTrip = (passengers: Parameters<typeof paidTrip>[1] = couple) => paidTrip(undefined, passengers);
const bookingOf = (t: Trip) => getBooking(t.ctx, t.reservationId);

const inputOf = async (t: Trip, surname: string, givenName: string, position = 0) => {
  const { version, passengers, id } = await bookingOf(t);
  return {
    ...{ reservationId: id, version, passengerId: passengers[position]?.id ?? "" },
    ...{ surname, givenName },
  };
};
const correct = async (t: Trip, surname: string, givenName: string, position = 0) =>
  correctName(t.ctx, await inputOf(t, surname, givenName, position));

async function expectLaws(t: Trip): Promise<void> {
  await settleMiles([t.reservationId]);
  await capturePayments();
  const wrong = (await checkLaws())
    .flatMap(({ violations }) => violations)
    .filter((violation) => Object.values(violation).includes(t.reservationId));
  expect(wrong).toEqual([]);
}

const refusedField = async (work: () => Promise<unknown>) => {
  const error = await (async () => work())().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.details.fieldErrors : error;
};

describe("correcting the spelling of a name", () => {
  test("gives a new ticket for the same flights, seats and price, and keeps the rest of the person", async () => {
    const t = await returnTrip();
    await seatParty(t.ctx, { reservationId: t.reservationId, segmentPosition: 0 });
    const [before, units] = [await bookingOf(t), await unitCounts(t.out)];
    const { ticketNumber } = await correct(t, "Kim", "Min-jee");
    const after = await bookingOf(t);
    expect(after.passengers[0]).toEqual({
      ...before.passengers[0],
      givenName: "MIN-JEE",
      ticketNumber,
    });
    expect(ticketNumber).not.toBe(before.passengers[0]?.ticketNumber);
    expect(after.passengers[1]).toEqual(before.passengers[1]);
    expect(after.coupons.filter((c) => c.passengerPosition === 0)).toEqual([
      { segmentPosition: 0, passengerPosition: 0, state: "OPEN", ticketNumber },
      { segmentPosition: 1, passengerPosition: 0, state: "OPEN", ticketNumber },
    ]);
    const same = ["seats", "totalAmount", "paidAmount", "refundedAmount", "priceLines"] as const;
    const sorted = (value: unknown) =>
      Array.isArray(value) ? value.map((each) => JSON.stringify(each)).toSorted() : value;
    for (const key of same) expect([key, sorted(after[key])]).toEqual([key, sorted(before[key])]);
    expect(after.version).toBe(2);
    expect(await unitCounts(t.out)).toEqual(units);
    await expectLaws(t);
  });

  test("is told once, with both names and both tickets; the trip is found under the new surname", async () => {
    const t = await returnTrip();
    const before = await bookingOf(t);
    const { ticketNumber } = await correct(t, "GIM", "MINJI");
    expect(await eventNames(t.reservationId)).toEqual([
      "reservation.held",
      "reservation.created",
      "name.corrected",
    ]);
    expect(await lastEvent(t.reservationId)).toMatchObject({
      nameBefore: { surname: "KIM", givenName: "MINJI" },
      nameAfter: { surname: "GIM", givenName: "MINJI" },
      previousTicketNumber: before.passengers[0]?.ticketNumber,
      ticketNumber,
    });
    const anonymous = { actor: { kind: "ANONYMOUS" as const, address: `test-${uuidv7()}` } };
    const found = await findTrip(anonymous, { locator: before.locator, surname: "Gim" });
    expect(found.locator).toBe(before.locator);
  });

  test("each passenger has a correction of their own", async () => {
    const t = await returnTrip();
    await correct(t, "KIM", "MINJEE", 0);
    await correct(t, "LEE", "JUNHOO", 1);
    expect((await bookingOf(t)).passengers.map((p) => p.givenName)).toEqual(["MINJEE", "JUNHOO"]);
    await expectLaws(t);
  });
});

describe("a correction is refused", () => {
  test.each([
    ["more than three letters", "KIM", "MINJOOOO", { givenName: "tooManyLetters" }],
    ["another surname", "LEE", "MINJI", { surname: "anotherName" }],
    ["another given name", "KIM", "SINJI", { givenName: "anotherName" }],
    ["the same name", "KIM", "MINJI", { givenName: "nameUnchanged" }],
    ["letters that no ticket has", "KIM", "민지", { givenName: "romanName" }],
    ["no name", "", "MINJI", { surname: "required" }],
  ])("of %s, at its field", async (_, surname, givenName, fields) => {
    const t = await returnTrip();
    expect(await refusedField(() => correct(t, surname, givenName))).toEqual(fields);
    expect((await bookingOf(t)).version).toBe(1);
  });

  test("a second time, also when the passenger has got a booking of their own meanwhile", async () => {
    const t = await returnTrip();
    await correct(t, "KIM", "MINJEE");
    expect(await refusedField(() => correct(t, "KIM", "MINJI"))).toEqual({ givenName: "correctedBefore" });
    const { id, version, passengers } = await bookingOf(t);
    const own = await splitReservation(t.ctx, {
      ...{ reservationId: id, version, passengers: [passengers[0]?.id ?? ""] },
    });
    const moved = { ...t, reservationId: own.reservationId };
    expect(await refusedField(() => correct(moved, "KIM", "MINJI"))).toEqual({
      givenName: "correctedBefore",
    });
  });

  test("when it makes the passenger a companion, or somebody who is on the flight already", async () => {
    const t = await returnTrip([adult("KIM", "MINJI"), adult("KIM", "MINJU")]);
    expect(await refusedField(() => correct(t, "KIM", "MINJU"))).toEqual({ surname: "samePersonTwice" });
    const other = await hold(t.ctx, t.out, { ...named, passengers: [adult("KIM", "MINJA")] });
    await acceptPayment(system, await paymentOf(t.ctx, other));
    expect(await refusedField(() => correct(t, "KIM", "MINJA"))).toEqual({ surname: "alreadyOnFlight" });
  });

  test("from the no-show cut-off of the first flight on, and after check-in", async () => {
    const t = await returnTrip();
    await leavesInMinutes(t.out, 20);
    expect(await codeOf(correct(t, "KIM", "MINJEE"))).toBe("NOT_CHANGEABLE");
    await leavesInMinutes(t.out, 30);
    const input = await inputOf(t, "KIM", "MINJEE");
    const checkIn = (state: string) =>
      database().execute(sql`update reservation.coupons set state = ${state}
        where passenger_id = ${input.passengerId} and id = (select id from reservation.coupons
          where passenger_id = ${input.passengerId} order by number limit 1)`);
    await checkIn("CHECKED_IN");
    expect(await refusedField(() => correctName(t.ctx, input))).toEqual({ surname: "checkedIn" });
    await checkIn("OPEN");
    expect(await codeOf(correctName(t.ctx, input))).toBe("OK");
  });

  test("when a change waits for its payment, and of somebody else's trip", async () => {
    const t = await returnTrip();
    const input = await inputOf(t, "KIM", "MINJEE");
    expect(await codeOf(correctName(customerOf(), input))).toBe("NOT_FOUND");
    expect(await codeOf(correctName(t.ctx, { ...input, passengerId: uuidv7() }))).toBe("NOT_FOUND");
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
    expect(await codeOf(correctName(t.ctx, input))).toBe("CHANGE_AWAITS_PAYMENT");
  });

  test("on a flight that the airline has cancelled", async () => {
    const t = await paidTrip([{ flightId: await flightOnSale(), brand: "STANDARD" }]);
    await database().execute(sql`update reservation.flights set status = 'CANCELLED' where id = ${t.out}`);
    expect(await codeOf(correct(t, "KIM", "MINJEE"))).toBe("FLIGHT_NOT_ON_SALE");
  });

  test("of two at once one wins, and a stale page is told that the trip has changed", async () => {
    const t = await returnTrip();
    const [one, other] = [await inputOf(t, "KIM", "MINJEE"), await inputOf(t, "KIM", "MINJIE")];
    const outcomes = await Promise.all([codeOf(correctName(t.ctx, one)), codeOf(correctName(t.ctx, other))]);
    expect(outcomes.sort()).toEqual(["CONFLICT", "OK"]);
    expect(await eventNames(t.reservationId)).toHaveLength(3);
    await expectLaws(t);
  });
});

describe("staff correct for the customer", () => {
  test("more letters and a second time need a reason, which only the airline reads", async () => {
    const t = await returnTrip();
    const agent = staff("AGENT");
    const input = await inputOf(t, "KANG", "HYEJIN");
    expect(await refusedField(() => correctName(agent, input))).toEqual({ reason: "required" });
    await correctName(agent, { ...input, reason: "여권 사본을 확인함" });
    const { changes } = await orderOfReservation(agent, t.reservationId);
    expect(changes.at(-1)?.correction).toEqual({
      ...{ before: "KIM/MINJI", after: "KANG/HYEJIN", reason: "여권 사본을 확인함" },
    });
    expect(changes.at(-1)?.askedByKind).toBe("AGENT");
    expect(JSON.stringify(await lastEvent(t.reservationId))).not.toContain("여권 사본");
    const { rows } = await database().execute<{ after: Record<string, unknown> }>(sql`
      select after from shared.audit_log where entity_id = ${t.reservationId} and action = 'correct-name'`);
    expect(rows[0]?.after).toMatchObject({ passengerName: "KA***", reason: "여권 사본을 확인함" });
    // The customer's own correction is still theirs.
    await correct(t, "KANG", "HYEJINN");
    await expectLaws(t);
  });

  test("also after the first flight, while one is left; auditors may not", async () => {
    const t = await returnTrip();
    await leavesInMinutes(t.out, -30);
    const input = { ...(await inputOf(t, "KIM", "MINJEE")), reason: "misspelt at the desk" };
    expect(await codeOf(correctName(staff("AUDITOR"), input))).toBe("FORBIDDEN");
    expect(await codeOf(correctName(t.ctx, input))).toBe("NOT_CHANGEABLE");
    // Without its reason the field says so.
    const { reason, ...bare } = input;
    expect(await refusedField(() => correctName(staff("AGENT"), bare))).toEqual({ reason: "required" });
    const before = await bookingOf(t);
    await correctName(staff("AGENT"), input);
    const tickets = (await bookingOf(t)).coupons
      .filter((c) => c.passengerPosition === 0)
      .map((c) => c.ticketNumber === before.passengers[0]?.ticketNumber);
    expect(tickets).toEqual([true, false]);
    await expectLaws(t);
  });

  test("after check-in with a reason, and not when no flight is left", async () => {
    const t = await returnTrip();
    const agent = staff("AGENT");
    const input = await inputOf(t, "KIM", "MINJEE");
    await database().execute(sql`update reservation.coupons set state = 'CHECKED_IN'
      where reservation_id = ${t.reservationId} and passenger_id = ${input.passengerId}
        and segment_id = (select id from reservation.segments where reservation_id = ${t.reservationId} and position = 0)`);
    expect(await refusedField(() => correctName(agent, input))).toEqual({ reason: "required" });
    for (const flight of [t.out, t.back]) await leavesInMinutes(flight, -30);
    expect(await codeOf(correctName(agent, { ...input, reason: "too late" }))).toBe("NOT_CHANGEABLE");
  });
});
