import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { acceptPayment, chooseSeats, holdSeats, seatParty } from "@/server/reservation";
import { getBooking, getSeatMap } from "@/server/reservation/queries";
import {
  adult,
  customer,
  eventNames,
  flightOnSale,
  hold,
  moveDeadline,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import type { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";

beforeAll(policies);
afterAll(closeDatabase);

async function party(flightId: number, counts = { adults: 2, children: 0, infants: 0 }) {
  const ctx = customer();
  const { reservationId } = await hold(ctx, flightId, counts);
  const choose = (...seats: (string | null)[]) =>
    chooseSeats(ctx, {
      reservationId,
      segmentPosition: 0,
      seats: seats.map((seat, passengerPosition) => ({ passengerPosition, seat })),
    });
  return { ctx, reservationId, choose };
}

const failure = (p: Promise<unknown>) =>
  p.then(
    () => null,
    (e: AppError) => ({ code: e.code, ...e.details }),
  );

describe("seats", () => {
  test("a seat is given once: 20 parties want the same one", async () => {
    const flight = await flightOnSale({ units: 60 });
    const parties = await Promise.all(
      Array.from({ length: 20 }, () => party(flight, { adults: 1, children: 0, infants: 0 })),
    );
    const results = await Promise.all(parties.map((p) => failure(p.choose("3C"))));
    expect(results.filter((r) => r === null)).toHaveLength(1);
    expect(results.filter((r) => r?.code === "SEAT_TAKEN")).toHaveLength(19);
    const loser = parties[results.findIndex((r) => r !== null)]!;
    const map = await getSeatMap(loser.ctx, loser.reservationId, 0);
    expect(map.seats.filter((s) => s.taken).map((s) => s.seat)).toEqual(["3C"]);
  });

  test("a choice is saved completely or not at all", async () => {
    const flight = await flightOnSale({ units: 60 });
    const first = await party(flight);
    await first.choose("3A", "3B");
    const second = await party(flight);
    expect(await failure(second.choose("4A", "3B"))).toMatchObject({
      code: "SEAT_TAKEN",
      fieldErrors: { "seats.1.seat": "seatTaken" },
    });
    expect((await getSeatMap(second.ctx, second.reservationId, 0)).own).toEqual([]);
    await second.choose("4A", "4B");
    await second.choose("6B", "4B");
    await second.choose(null);
    expect((await getSeatMap(second.ctx, second.reservationId, 0)).own).toEqual([
      { passengerPosition: 1, seat: "4B" },
    ]);
  });

  test("only the customer sees the seat map of a reservation", async () => {
    const { ctx, reservationId } = await party(await flightOnSale());
    expect((await getSeatMap(ctx, reservationId, 0)).seats).not.toHaveLength(0);
    const refused = { code: "NOT_FOUND" };
    expect(await failure(getSeatMap(customer(), reservationId, 0))).toMatchObject(refused);
    expect(await failure(getSeatMap(ctx, uuidv7(), 0))).toMatchObject(refused);
    expect(await failure(getSeatMap(ctx, "no-id", 0))).toMatchObject(refused);
    expect(await failure(getSeatMap(system, reservationId, 0))).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("the seat of an overdue hold is free at once", async () => {
    const flight = await flightOnSale({ units: 60 });
    const first = await party(flight);
    await first.choose("3A", "3B");
    await moveDeadline(first.reservationId, -1);
    const second = await party(flight);
    expect((await getSeatMap(second.ctx, second.reservationId, 0)).seats.some((s) => s.taken)).toBe(false);
    await second.choose("3A", "3B");
  });

  test("exit rows are not for children nor for adults with an infant; unknown seats and others' bookings are refused", async () => {
    const flight = await flightOnSale({ units: 60 });
    const family = await party(flight, { adults: 1, children: 1, infants: 1 });
    expect(await failure(family.choose("5A", "4B"))).toMatchObject({
      fieldErrors: { "seats.0.seat": "exitRow" },
    });
    expect(await failure(family.choose("99A"))).toMatchObject({ fieldErrors: { "seats.0.seat": "seat" } });
    const stranger = customer();
    const choice = { reservationId: family.reservationId, segmentPosition: 0, seats: [] };
    expect(await failure(chooseSeats(stranger, choice))).toMatchObject({ code: "NOT_FOUND" });
  });

  test("seatParty seats a party together", async () => {
    const flight = await flightOnSale({ units: 60 });
    const family = await party(flight, { adults: 2, children: 1, infants: 1 });
    await seatParty(family.ctx, { reservationId: family.reservationId, segmentPosition: 0 });
    const { own } = await getSeatMap(family.ctx, family.reservationId, 0);
    expect(own).toHaveLength(3);
    expect(new Set(own.map((s) => s.seat.slice(0, -1))).size).toBe(1);
  });

  test("after payment a change publishes one event, and no change publishes none", async () => {
    const flight = await flightOnSale({ units: 60 });
    const ctx = customer();
    const { reservationId } = await holdSeats(ctx, {
      segments: [{ flightId: flight, brand: "STANDARD" }],
      adults: 1,
      idempotencyKey: uuidv7(),
      passengers: [adult()],
      contact: { email: "a@example.com" },
    });
    const { totalAmount } = await getBooking(ctx, reservationId);
    await acceptPayment(system, { reservationId, paymentId: uuidv7(), amount: totalAmount });
    const changes = async () =>
      (await eventNames(reservationId)).filter((n) => n === "reservation.changed").length;
    await seatParty(ctx, { reservationId, segmentPosition: 0 });
    expect(await changes()).toBe(1);
    const choose = (seat: string | null) =>
      chooseSeats(ctx, { reservationId, segmentPosition: 0, seats: [{ passengerPosition: 0, seat }] });
    // The same choice many times at once, and once more: one change.
    await Promise.all(Array.from({ length: 10 }, () => choose("7C")));
    await choose("7C");
    expect(await changes()).toBe(2);
    expect((await getSeatMap(ctx, reservationId, 0)).own).toEqual([{ passengerPosition: 0, seat: "7C" }]);
  });
});
