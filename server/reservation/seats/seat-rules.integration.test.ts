import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { flights } from "@/db/schema/reservation";
import {
  acceptPayment,
  chooseSeats,
  enterPassengers,
  expireHold,
  releaseHold,
  seatParty,
} from "@/server/reservation";
import { getBooking, getSeatMap } from "@/server/reservation/queries";
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
} from "@/server/reservation/testing/fixtures";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { addDays, addYears, KOREA_ZONE, toLocal } from "@/server/shared/time";

beforeAll(policies);
afterAll(closeDatabase);

const today = toLocal(new Date(), KOREA_ZONE).date;
const departure = toLocal(new Date(Date.now() + 10 * 86_400_000), KOREA_ZONE).date;
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
  const choose = (seats: Record<number, string | null>, exitConditionsAccepted = false) =>
    chooseSeats(ctx, {
      ...segment,
      seats: Object.entries(seats).map(([n, seat]) => ({
        passengerPosition: Number(n),
        seat,
        exitConditionsAccepted,
      })),
    });
  const pay = async () => acceptPayment(system, await paymentOf(ctx, { reservationId }));
  const seats = async () => (await getBooking(ctx, reservationId)).seats.map((s) => s.seat);
  return { ctx, reservationId, segment, choose, pay, seats };
}

const cabin = () => flightOnSale({ units: 60 });

describe("a choice of seats is refused", () => {
  test("after the deadline, and after the hold was released", async () => {
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

  test("for an infant, who sits on a lap, and for a position outside the party", async () => {
    const p = await party(await cabin(), infant);
    const invalid = { "seats.0.passengerPosition": "invalid" };
    expect(await fieldsOf(p.choose({ 1: "3A" }))).toEqual(invalid);
    expect(await fieldsOf(p.choose({ 7: "3A" }))).toEqual(invalid);
  });

  test("of one seat for two", async () => {
    const p = await party(await cabin(), adult("KIM", "JIWOO"));
    expect(await fieldsOf(p.choose({ 0: "3A", 1: "3A" }))).toEqual({ seats: "sameSeat" });
    expect(await p.seats()).toEqual([]);
  });
});

describe("a seat beside an exit", () => {
  const refused = { "seats.0.seat": "exitRow" };
  const aged = (years: number, days: number) => ({
    ...adult("LEE", "JIWOO"),
    birthDate: addDays(addYears(departure, -years), days),
  });

  test("is for people of 15 on the day of the flight, alone or not", async () => {
    const flight = await cabin();
    const p = await party(flight, aged(15, 1), aged(15, 0), aged(14, 0), child);
    for (const position of [1, 3, 4])
      expect(await fieldsOf(p.choose({ [position]: "5A" }, true))).toEqual(refused);
    expect(await fieldsOf(p.choose({ 2: "5A", 0: "5B" }, true))).toBeNull();
    const { exit } = await getSeatMap(p.ctx, p.reservationId, 0);
    expect(exit).toEqual({ fromAge: 15, positions: [0, 2] });
  });

  test("is not for passengers without a birth date, nor for adults with an infant", async () => {
    const ctx = customer();
    const { reservationId } = await hold(ctx, await cabin());
    const seats = [{ passengerPosition: 0, seat: "5A", exitConditionsAccepted: true }];
    expect(await fieldsOf(chooseSeats(ctx, { reservationId, segmentPosition: 0, seats }))).toEqual(refused);
    const family = await party(await cabin(), adult("LEE", "JIWOO"), infant);
    expect(await fieldsOf(family.choose({ 0: "5A" }, true))).toEqual(refused);
    expect(await fieldsOf(family.choose({ 1: "5A" }, true))).toBeNull();
  });

  test("needs accepted conditions, which are recorded, before and after payment", async () => {
    const p = await party(await cabin(), adult("LEE", "JIWOO"));
    expect(await fieldsOf(p.choose({ 0: "5A" }))).toEqual({ "seats.0.seat": "exitConditions" });
    expect(await p.seats()).toEqual([]);
    await p.choose({ 0: "5A", 1: "6A" }, true);
    expect(await acceptances(p.reservationId)).toEqual({ "5A": true, "6A": false });
    await p.pay();
    // Saved again unchanged, with another seat for the other passenger: the acceptance stays.
    await p.choose({ 0: "5A", 1: "6B" });
    expect(await acceptances(p.reservationId)).toEqual({ "5A": true, "6B": false });
    expect(await fieldsOf(p.choose({ 1: "5B" }))).toEqual({ "seats.0.seat": "exitConditions" });
    await p.choose({ 1: "5B" }, true);
    expect(await audited(p.reservationId)).toEqual([
      [{ passengerPosition: 0, seat: "5A" }],
      [{ passengerPosition: 1, seat: "5B" }],
    ]);
  });

  test.each([
    { chosen: ["5B", "5A"], left: [] },
    { chosen: ["3A", "5A"], left: [] },
    { chosen: ["5A", null], left: [] },
    { chosen: ["5A", "3A"], left: ["3A"] },
  ])("of $chosen is not restored by a late payment for a passenger who is too young", async (seats) => {
    const p = await party(await cabin(), aged(20, 0));
    for (const seat of seats.chosen) await p.choose({ 1: seat }, true);
    const { reservationId, ctx } = p;
    await enterPassengers(ctx, { ...named, reservationId, passengers: [adult(), aged(14, 0)] });
    expect(await p.seats()).toEqual(seats.left);
    await moveDeadline(reservationId, -1);
    await expireHold(system, { reservationId });
    expect(await p.pay()).toMatchObject({ decision: "ACCEPTED" });
    expect(await p.seats()).toEqual(seats.left);
  });

  test("is never given by seatParty", async () => {
    const p = await party(await cabin());
    await database().execute(sql`
      insert into reservation.seat_assignments (flight_id, seat, segment_id, passenger_id, reservation_id)
      select s.flight_id, n || c, gen_random_uuid(), gen_random_uuid(), s.reservation_id
      from reservation.segments s, generate_series(1, 10) n, regexp_split_to_table('ABCDEF', '') c
      where s.reservation_id = ${p.reservationId} and n <> 5`);
    expect(await codeOf(seatParty(p.ctx, p.segment))).toBe("SEAT_TAKEN");
  });
});

/** Seat → whether the conditions of an exit were accepted for it. */
async function acceptances(reservationId: string): Promise<Record<string, boolean>> {
  const { rows } = await database().execute<{ seat: string; accepted: boolean }>(sql`
    select seat, exit_accepted_at is not null as accepted from reservation.seat_assignments
    where reservation_id = ${reservationId} and active order by seat`);
  return Object.fromEntries(rows.map(({ seat, accepted }) => [seat, accepted]));
}

async function audited(reservationId: string): Promise<unknown[]> {
  const { rows } = await database().execute<{ seats: unknown }>(sql`
    select after->'seats' as seats from shared.audit_log
    where correlation_id = ${reservationId} and action = 'accept-exit-conditions' order by id`);
  return rows.map(({ seats }) => seats);
}

test("a paid seat is not free after the deadline of its hold", async () => {
  const flight = await cabin();
  const paid = await party(flight);
  await paid.choose({ 0: "3A" });
  await paid.pay();
  await moveDeadline(paid.reservationId, -1);
  expect(await codeOf((await party(flight)).choose({ 0: "3A" }))).toBe("SEAT_TAKEN");
  expect(await paid.seats()).toEqual(["3A"]);
});
