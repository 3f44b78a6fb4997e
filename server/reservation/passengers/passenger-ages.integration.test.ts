import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import { acceptPayment, chooseSeats, enterPassengers, seatParty } from "@/server/reservation";
import { getBooking, getSeatMap, passengerManifest } from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  lastEvent,
  paymentOf,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { addDays, addYears, KOREA_ZONE, toLocal } from "@/server/shared/time";

beforeAll(policies);
afterAll(closeDatabase);

const OUT_IN_DAYS = 5;
const BACK_IN_DAYS = 9;
const today = toLocal(new Date(), KOREA_ZONE).date;
const dayOf = (days: number) => toLocal(new Date(Date.now() + days * 86_400_000), KOREA_ZONE).date;
/** A birth date whose birthday, of so many years, is the day of the flight back. */
const turns = (years: number) => addYears(dayOf(BACK_IN_DAYS), -years);
const contact = { email: "minji@example.com" };
const person = (type: "ADULT" | "CHILD" | "INFANT", birthDate: string, givenName = "HAEUN") => ({
  ...adult("KIM", givenName),
  type,
  birthDate,
});
const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};

async function flights({ abroad = false, backUnits = 6 } = {}) {
  const far = abroad ? "FUK" : "CJU";
  const out = await flightOnSale({ departsInDays: OUT_IN_DAYS, destination: far });
  const back = await flightOnSale({
    departsInDays: BACK_IN_DAYS,
    origin: far,
    destination: "GMP",
    units: backUnits,
  });
  return { out, back, segments: [out, back].map((flightId) => ({ flightId, brand: "STANDARD" })) };
}
type Trip = Awaited<ReturnType<typeof flights>>;

async function held(trip: Trip, counts: { adults?: number; children?: number; infants?: number }) {
  const ctx = customer();
  const { reservationId } = await hold(ctx, trip.out, { ...counts, segments: trip.segments });
  const enter = (...passengers: ReturnType<typeof person>[]) =>
    enterPassengers(ctx, { reservationId, passengers, contact });
  const booking = () => getBooking(ctx, reservationId);
  const units = async () => [(await unitCounts(trip.out)).held, (await unitCounts(trip.back)).held];
  const fares = async (who: number) =>
    (await booking()).priceLines
      .filter((line) => line.kind === "FARE" && line.passengerPosition === who)
      .map((line) => line.amount);
  return { ctx, reservationId, enter, booking, units, fares };
}

describe("a birthday between the flights of a domestic trip", () => {
  test("gives an infant of two a seat and a child's price on the way back, and takes both away again", async () => {
    const h = await held(await flights(), { adults: 1, infants: 1 });
    const before = (await h.booking()).totalAmount;
    expect(await h.units()).toEqual([1, 1]);
    const entered = await h.enter(adult(), person("INFANT", turns(2)));
    const after = await h.booking();
    // 75 % of 80,000, the surcharge of 7,700 and the airport charge of 5,000.
    expect(entered).toEqual({ previousAmount: before, totalAmount: before + 60_000 + 7_700 + 5_000 });
    expect(after.totalAmount).toBe(entered.totalAmount);
    expect(after.priceLines.reduce((sum, line) => sum + line.amount, 0)).toBe(after.totalAmount);
    expect(after.passengers.map((p) => p.segmentTypes)).toEqual([
      ["ADULT", "ADULT"],
      ["INFANT", "CHILD"],
    ]);
    expect(await h.units()).toEqual([1, 2]);
    expect(await h.fares(1)).toEqual([0, 60_000]);
    await h.enter(adult(), person("INFANT", addDays(turns(2), 1)));
    expect((await h.booking()).totalAmount).toBe(before);
    expect(await h.units()).toEqual([1, 1]);
  });

  test("is refused at the birth date when no seat is left, and changes nothing", async () => {
    const trip = await flights({ backUnits: 1 });
    const h = await held(trip, { adults: 1, infants: 1 });
    const before = await h.booking();
    const refused = h.enter(adult(), person("INFANT", turns(2)));
    expect(await codeOf(refused)).toBe("SOLD_OUT");
    expect(await fieldsOf(refused)).toEqual({ "passengers.1.birthDate": "noSeatLeft" });
    expect(await h.booking()).toEqual({ ...before, now: expect.any(String) });
    expect(await h.units()).toEqual([1, 1]);
  });

  test("makes a child of thirteen an adult on the way back", async () => {
    const h = await held(await flights(), { adults: 1, children: 1 });
    await h.enter(adult(), person("CHILD", turns(13)));
    expect(await h.fares(1)).toEqual([60_000, 80_000]);
    expect((await h.booking()).passengers[1]).toMatchObject({
      type: "CHILD",
      segmentTypes: ["CHILD", "ADULT"],
    });
    expect(await h.units()).toEqual([2, 2]);
  });

  test("has the same effect in a hold with names; without a seat it is sold out", async () => {
    const trip = await flights({ backUnits: 3 });
    const named = { segments: trip.segments, infants: 1, contact };
    const passengers = [adult(), person("INFANT", turns(2))];
    const ctx = customer();
    const { reservationId } = await hold(ctx, trip.out, { ...named, passengers });
    const booking = await getBooking(ctx, reservationId);
    expect(booking.passengers[1]?.segmentTypes).toEqual(["INFANT", "CHILD"]);
    expect(booking.priceLines.reduce((sum, line) => sum + line.amount, 0)).toBe(booking.totalAmount);
    expect([(await unitCounts(trip.out)).held, (await unitCounts(trip.back)).held]).toEqual([1, 2]);
    const event = (await lastEvent(reservationId)) as { segments: { changedTypes: unknown }[] };
    expect(event.segments.map((s) => s.changedTypes)).toEqual([
      [],
      [{ passengerId: booking.passengers[1]?.id, type: "CHILD" }],
    ]);
    expect(await codeOf(hold(customer(), trip.out, { ...named, passengers }))).toBe("SOLD_OUT");
    expect((await unitCounts(trip.out)).held).toBe(1);
  });

  test("is priced by the fares of the hold, also when they have risen since", async () => {
    const trip = await flights();
    const h = await held(trip, { adults: 1, infants: 1 });
    await database().execute(
      sql`update reservation.fares set amount = 500000 where flight_id = ${trip.back}`,
    );
    await h.enter(adult(), person("INFANT", turns(2)));
    expect(await h.fares(1)).toEqual([0, 60_000]);
  });

  test("sells the seat, seats the child, and is on the manifest of its flight", async () => {
    const trip = await flights();
    const h = await held(trip, { adults: 1, infants: 1 });
    const old = await paymentOf(h.ctx, h);
    await h.enter(adult(), person("INFANT", turns(2)));
    await seatParty(h.ctx, { reservationId: h.reservationId, segmentPosition: 1 });
    expect((await getSeatMap(h.ctx, h.reservationId, 1)).own).toHaveLength(2);
    const seat = { passengerPosition: 1, seat: "3A" };
    const there = { reservationId: h.reservationId, segmentPosition: 0, seats: [seat] };
    expect(await fieldsOf(chooseSeats(h.ctx, there))).toEqual({ "seats.0.passengerPosition": "invalid" });
    await acceptPayment(system, await paymentOf(h.ctx, h));
    expect((await unitCounts(trip.out)).sold).toBe(1);
    expect((await unitCounts(trip.back)).sold).toBe(2);
    const types = async (flight: number) =>
      (await passengerManifest(admin, flight)).map(({ type, seat }) => [type, seat !== null]).sort();
    expect(await types(trip.out)).toEqual([
      ["ADULT", false],
      ["INFANT", false],
    ]);
    expect(await types(trip.back)).toEqual([
      ["ADULT", true],
      ["CHILD", true],
    ]);
    const seatsLaw = (await checkLaws()).find(({ law }) => law === "L1");
    expect(seatsLaw?.violations).toEqual([]);
    expect(old.amount).toBeLessThan((await h.booking()).totalAmount);
  });

  test("the total from before the names were entered does not pay for it", async () => {
    const h = await held(await flights(), { adults: 1, infants: 1 });
    const old = await paymentOf(h.ctx, h);
    await h.enter(adult(), person("INFANT", turns(2)));
    expect(await acceptPayment(system, old)).toEqual({ decision: "REFUSED", reason: "AMOUNT_MISMATCH" });
  });

  test("a seat that passengers may not have any more becomes free when the names change", async () => {
    const h = await held(await flights(), { adults: 2, infants: 1 });
    const fellow = adult("LEE", "JIWOO");
    await h.enter(adult(), fellow, person("INFANT", turns(2)));
    const choose = (passengerPosition: number, seat: string) =>
      chooseSeats(h.ctx, {
        reservationId: h.reservationId,
        segmentPosition: 1,
        seats: [{ passengerPosition, seat, exitConditionsAccepted: true }],
      });
    await choose(2, "3A");
    await choose(1, "5A");
    await choose(0, "3B");
    const younger = { ...fellow, birthDate: addDays(addYears(today, -14), -30) };
    await h.enter(adult(), younger, person("INFANT", addDays(today, -100)));
    expect((await h.booking()).seats).toEqual([{ segmentPosition: 1, passengerPosition: 0, seat: "3B" }]);
  });
});

describe("an international trip", () => {
  test("keeps the type of its first day to the end", async () => {
    const trip = await flights({ abroad: true });
    const h = await held(trip, { adults: 1, children: 1, infants: 1 });
    const before = (await h.booking()).totalAmount;
    await h.enter(adult(), person("CHILD", turns(12)), person("INFANT", turns(2)));
    const after = await h.booking();
    expect(after.passengers.map((p) => new Set(p.segmentTypes).size)).toEqual([1, 1, 1]);
    expect(await h.units()).toEqual([2, 2]);
    expect(await h.fares(1)).toEqual([60_000, 60_000]);
    expect(await h.fares(2)).toEqual([8_000, 8_000]);
    // The infant of two pays the airport charge of the way back: charges depend on the age, not on the type.
    expect(after.totalAmount).toBe(before + 25_000);
  });

  test("refuses children without an adult before names are entered", async () => {
    const trip = await flights({ abroad: true });
    const alone = hold(customer(), trip.out, { segments: trip.segments, adults: 0, children: 1 });
    expect(await fieldsOf(alone)).toEqual({ children: "childWithoutAdult" });
    expect((await unitCounts(trip.out)).held).toBe(0);
  });
});

describe("who may travel", () => {
  test("a baby from the seventh day on", async () => {
    const h = await held(await flights(), { adults: 1, infants: 1 });
    const tooYoung = { "passengers.1.birthDate": "tooYoung" };
    expect(await fieldsOf(h.enter(adult(), person("INFANT", today)))).toEqual(
      OUT_IN_DAYS < 7 ? tooYoung : null,
    );
    expect(await fieldsOf(h.enter(adult(), person("INFANT", addDays(dayOf(OUT_IN_DAYS), -6))))).toEqual(
      tooYoung,
    );
    expect(await codeOf(h.enter(adult(), person("INFANT", addDays(dayOf(OUT_IN_DAYS), -7))))).toBe("OK");
  });

  test("twins of one adult: one on the lap, one in a seat as a child", async () => {
    const birthDate = addDays(today, -200);
    const trip = await flights();
    const two = hold(customer(), trip.out, { segments: trip.segments, infants: 2 });
    expect(await fieldsOf(two)).toEqual({ infants: "moreInfantsThanAdults" });
    const h = await held(trip, { adults: 1, children: 1, infants: 1 });
    await h.enter(adult(), person("CHILD", birthDate), person("INFANT", birthDate, "HARIN"));
    expect(await h.fares(1)).toEqual([60_000, 60_000]);
    expect(await h.units()).toEqual([2, 2]);
  });

  test("a twelve-year-old alone on domestic flights, at a child's fare; no younger child", async () => {
    const h = await held(await flights(), { adults: 0, children: 1 });
    expect(await fieldsOf(h.enter(person("CHILD", addYears(today, -11))))).toEqual({
      "passengers.0.birthDate": "childWithoutAdult",
    });
    await h.enter(person("CHILD", addDays(addYears(today, -12), -30)));
    expect(await h.fares(0)).toEqual([60_000, 60_000]);
  });

  test("a twelve-year-old cannot be booked as an adult on domestic flights", async () => {
    const h = await held(await flights(), { adults: 1 });
    expect(await fieldsOf(h.enter(person("ADULT", addDays(addYears(today, -12), -30))))).toEqual({
      "passengers.0.birthDate": "ageDoesNotMatchType",
    });
  });
});
