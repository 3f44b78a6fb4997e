import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { flights } from "@/db/schema/reservation";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { acceptPayment, chooseSeats, releaseHold, seatParty } from ".";
import { getBooking } from "./queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  paymentOf,
  policies,
  system,
} from "./testing/fixtures";

beforeAll(policies);
afterAll(closeDatabase);

const today = toLocal(new Date(), KOREA_ZONE).date;
const child = { ...adult("KIM", "SEOJUN"), type: "CHILD" as const, birthDate: addDays(today, -6 * 366) };
const infant = { ...adult("KIM", "HAEUN"), type: "INFANT" as const, birthDate: addDays(today, -200) };

async function party(flight: number, ...more: (typeof child | typeof infant | ReturnType<typeof adult>)[]) {
  const ctx = customer();
  const passengers = [adult(), ...more];
  const of = (type: string) => passengers.filter((p) => p.type === type).length;
  const { reservationId } = await hold(ctx, flight, {
    ...named,
    adults: of("ADULT"),
    children: of("CHILD"),
    infants: of("INFANT"),
    passengers,
  });
  const segment = { reservationId, segmentPosition: 0 };
  const choose = (seats: Record<number, string | null>) =>
    chooseSeats(ctx, {
      ...segment,
      seats: Object.entries(seats).map(([n, seat]) => ({ passengerPosition: Number(n), seat })),
    });
  const pay = async () => acceptPayment(system, await paymentOf(ctx, { reservationId }));
  const seats = async () => (await getBooking(ctx, reservationId)).seats.map((s) => s.seat);
  return { ctx, reservationId, segment, choose, pay, seats };
}

const cabin = () => flightOnSale({ units: 60 });

describe("a choice of seats is refused", () => {
  test("after the deadline, and after the hold was given up", async () => {
    const overdue = await party(await cabin());
    await moveDeadline(overdue.reservationId, -1);
    expect(await codeOf(overdue.choose({ 0: "3A" }))).toBe("HOLD_EXPIRED");
    expect(await codeOf(seatParty(overdue.ctx, overdue.segment))).toBe("HOLD_EXPIRED");
    const released = await party(await cabin());
    await releaseHold(released.ctx, released);
    expect(await codeOf(released.choose({ 0: "3A" }))).toBe("HOLD_EXPIRED");
  });

  test("once the flight has left", async () => {
    const flight = await cabin();
    const p = await party(flight);
    await p.pay();
    await database()
      .update(flights)
      .set({ departsAt: sql`clock_timestamp() - interval '1 minute'` })
      .where(eq(flights.id, flight));
    expect(await codeOf(p.choose({ 0: "3A" }))).toBe("FLIGHT_DEPARTED");
    expect(await codeOf(seatParty(p.ctx, p.segment))).toBe("FLIGHT_DEPARTED");
  });

  test("for an infant, who sits on a lap, and for somebody who is not of the party", async () => {
    const p = await party(await cabin(), infant);
    const invalid = { "seats.0.passengerPosition": "invalid" };
    expect(await fieldsOf(p.choose({ 1: "3A" }))).toEqual(invalid);
    expect(await fieldsOf(p.choose({ 7: "3A" }))).toEqual(invalid);
  });

  test("of an exit row for a child; the adult may sit there", async () => {
    const p = await party(await cabin(), child);
    expect(await fieldsOf(p.choose({ 1: "5A" }))).toEqual({ "seats.0.seat": "exitRow" });
    expect(await fieldsOf(p.choose({ 0: "5A", 1: "6A" }))).toBeNull();
  });

  test("of one seat for two", async () => {
    const p = await party(await cabin(), adult("KIM", "JIWOO"));
    expect(await fieldsOf(p.choose({ 0: "3A", 1: "3A" }))).toEqual({ seats: "sameSeat" });
    expect(await p.seats()).toEqual([]);
  });
});

test("a paid seat is not free, though the deadline of its hold has passed long ago", async () => {
  const flight = await cabin();
  const paid = await party(flight);
  await paid.choose({ 0: "3A" });
  await paid.pay();
  await moveDeadline(paid.reservationId, -1);
  expect(await codeOf((await party(flight)).choose({ 0: "3A" }))).toBe("SEAT_TAKEN");
  expect(await paid.seats()).toEqual(["3A"]);
});
