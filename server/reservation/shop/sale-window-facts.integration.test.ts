import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { acceptPayment, expireHold, holdSeats, payableReservation } from "@/server/reservation";
import { getBooking, lowestTotals, routesBetween, searchFlights } from "@/server/reservation/queries";
import {
  customer,
  eventNames,
  flightOnSale,
  hold,
  lastEvent,
  moveDeadline,
  named,
  paymentOf,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const MINUTES_A_DAY = 1_440;
/** A route of its own, for tests that look at a whole route. */
const flightIn = (minutes: number, route: { origin?: string; destination?: string } = {}) =>
  flightOnSale({ departsInDays: minutes / MINUTES_A_DAY, ...route });

/** Moves a flight, by the database's clock. */
const departIn = (flight: number, minutes: number) =>
  database().execute(sql`update reservation.flights
    set departs_at = clock_timestamp() + make_interval(mins => ${minutes}) where id = ${flight}`);

const makeInternational = (flight: number) =>
  database().execute(sql`update reservation.flights set destination_country = 'JP' where id = ${flight}`);

const tripOf = async (flights: number[]) => {
  const ctx = customer();
  const segments = flights.map((flightId) => ({ flightId, brand: "STANDARD" as const }));
  const held = await holdSeats(ctx, { segments, adults: 1, idempotencyKey: uuidv7(), ...named });
  const payment = await paymentOf(ctx, held);
  return { ctx, ...held, payment, pay: () => acceptPayment(system, { ...payment, paymentId: uuidv7() }) };
};

describe("before departure the sale ends at the cut-off", () => {
  test.each([
    { scope: "domestic", minutes: 29, answer: "SALES_CLOSED" },
    { scope: "domestic", minutes: 31, answer: "OK" },
    { scope: "international", minutes: 59, answer: "SALES_CLOSED" },
    { scope: "international", minutes: 61, answer: "OK" },
    { scope: "domestic", minutes: -1, answer: "FLIGHT_DEPARTED" },
  ])("a hold on a $scope flight in $minutes minutes: $answer", async ({ scope, minutes, answer }) => {
    const flight = await flightIn(minutes);
    if (scope === "international") await makeInternational(flight);
    expect(await codeOf(hold(customer(), flight))).toBe(answer);
  });

  test("the payment deadline is not later than the cut-off, and unchanged on a later flight", async () => {
    const soon = await flightIn(40);
    const { paymentDeadline } = await hold(customer(), soon);
    const { rows } = await database().execute<{ minutes: number }>(sql`
      select extract(epoch from departs_at - ${paymentDeadline}::timestamptz)::float8 / 60 as minutes
      from reservation.flights where id = ${soon}`);
    expect(rows[0]?.minutes).toBeCloseTo(30, 1);
    const later = await hold(customer(), await flightIn(55));
    const minutesLeft = (Date.parse(later.paymentDeadline) - Date.now()) / 60_000;
    expect(minutesLeft).toBeGreaterThan(19);
    expect(minutesLeft).toBeLessThanOrEqual(20.1);
  });

  test("search, lowest fares and routes do not show the flight", async () => {
    const flight = await flightIn(29);
    const { rows } = await database().execute<{ date: string }>(
      sql`select departure_date::text as date from reservation.flights where id = ${flight}`,
    );
    const date = rows[0]?.date ?? "";
    await database().execute(
      sql`update reservation.flights set origin = 'CJU', destination = 'CJU' where id = ${flight}`,
    );
    const search = () => searchFlights({ from: "CJU", to: "CJU", date, adults: 1, children: 0, infants: 0 });
    const seen = async () => [
      (await search()).map((found) => found.flightId),
      (await lowestTotals({ from: "CJU", to: "CJU", first: date, last: date })).length,
      (await routesBetween("CJU", "CJU")).length,
    ];
    expect(await seen()).toEqual([[], 0, 0]);
    await departIn(flight, 31);
    expect(await seen()).toEqual([[flight], 1, 1]);
    await makeInternational(flight);
    expect(await seen()).toEqual([[], 0, 0]);
  });

  test("no payment page opens, also for a flight that was moved forward", async () => {
    const flight = await flightIn(120);
    const h = await tripOf([flight]);
    await departIn(flight, 35);
    const { dueAt } = await payableReservation(h.ctx, h);
    expect((Date.parse(dueAt) - Date.now()) / 60_000).toBeLessThan(5.5);
    await departIn(flight, 29);
    expect(await codeOf(payableReservation(h.ctx, h))).toBe("SALES_CLOSED");
    await departIn(flight, -1);
    expect(await codeOf(payableReservation(h.ctx, h))).toBe("FLIGHT_DEPARTED");
  });

  test("a hold that ends then has the cause SALES_CLOSED", async () => {
    const flight = await flightIn(120);
    const h = await tripOf([flight]);
    await departIn(flight, 29);
    await moveDeadline(h.reservationId, -1);
    expect(await expireHold(system, h)).toBe(true);
    expect(await lastEvent(h.reservationId)).toMatchObject({ cause: "SALES_CLOSED" });
    expect(await getBooking(h.ctx, h.reservationId)).toMatchObject({ status: "EXPIRED", salesClosed: true });
  });
});

describe("a payment that arrives when the flight", () => {
  const outcomes = [
    { minutes: 25, decision: { decision: "ACCEPTED" } },
    { minutes: 19, decision: { decision: "REFUSED", reason: "SALES_CLOSED" } },
    { minutes: -1, decision: { decision: "REFUSED", reason: "FLIGHT_DEPARTED" } },
  ];

  test.each(outcomes)("leaves in $minutes minutes: $decision", async ({ minutes, decision }) => {
    const flight = await flightIn(120);
    const h = await tripOf([flight]);
    await departIn(flight, minutes);
    expect(await h.pay()).toEqual(decision);
    const accepted = decision.decision === "ACCEPTED";
    const booking = await getBooking(h.ctx, h.reservationId);
    expect(booking.status).toBe(accepted ? "CREATED" : "EXPIRED");
    expect(booking.passengers[0]?.ticketNumber === null).toBe(!accepted);
    expect(await unitCounts(flight)).toEqual({ sold: accepted ? 1 : 0, held: 0, free: accepted ? 5 : 6 });
  });

  test.each(outcomes)("leaves in $minutes minutes, after the hold has ended: $decision", async (o) => {
    const flight = await flightIn(120);
    const h = await tripOf([flight]);
    await departIn(flight, o.minutes);
    await moveDeadline(h.reservationId, -1);
    await expireHold(system, h);
    expect(await h.pay()).toEqual(o.decision);
  });

  test("has left is refunded in full with a reason; so is a second payment", async () => {
    const flight = await flightIn(120);
    const h = await tripOf([flight]);
    await departIn(flight, -1);
    await h.pay();
    expect(await eventNames(h.reservationId)).toEqual(["reservation.held", "payment.refused"]);
    expect(await lastEvent(h.reservationId)).toMatchObject({
      amount: h.payment.amount,
      reason: "FLIGHT_DEPARTED",
    });
    expect(await h.pay()).toEqual({ decision: "REFUSED", reason: "FLIGHT_DEPARTED" });
  });

  test("is the first of two: the whole trip is refused, and the seats of the way back become free", async () => {
    const out = await flightIn(120);
    const back = await flightOnSale({ departsInDays: 9, origin: "CJU", destination: "GMP" });
    const h = await tripOf([out, back]);
    await departIn(out, -1);
    expect(await h.pay()).toEqual({ decision: "REFUSED", reason: "FLIGHT_DEPARTED" });
    expect(await unitCounts(back)).toEqual({ sold: 0, held: 0, free: 6 });
  });

  test("was cancelled: the reason is the cancellation, even after its departure time", async () => {
    const flight = await flightIn(120);
    const h = await tripOf([flight]);
    await departIn(flight, -1);
    await database().execute(sql`update reservation.flights set status = 'CANCELLED' where id = ${flight}`);
    expect(await h.pay()).toEqual({ decision: "REFUSED", reason: "CANCELLED" });
  });
});
