import { and, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { changes } from "@/db/schema/reservation";
import { userRegistered } from "@/server/identity/events";
import {
  acceptPayment,
  cancelReservation,
  cancelReservationsOnFlight,
  changeFlights,
  correctName,
  expireChange,
  expireHold,
  quoteChangeOf,
  quoteRefundOf,
  recordNoShow,
  seatParty,
  splitReservation,
  withdrawChange,
} from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  customer,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  system,
} from "@/server/reservation/testing/fixtures";
import { boughtDaysAgo, leavesInMinutes } from "@/server/reservation/testing/flown";
import { AppError } from "@/server/shared/errors";
import { staff } from "@/server/shared/testing/actors";
import { recorded } from "@/server/shared/testing/events";
import { capture } from "./capture-payment";
import { type Life, parties, type Step } from "./order-wishes";

/** Flights there, on two days, and back, later: few units, so that some are sold out. */
export async function somePool() {
  const out = [10, 10, 11].map((departsInDays) => flightOnSale({ departsInDays, units: 9, saverLimit: 5 }));
  const back = [20, 20, 21].map((departsInDays) =>
    flightOnSale({ departsInDays, units: 9, saverLimit: 5, origin: "CJU", destination: "GMP" }),
  );
  return { out: await Promise.all(out), back: await Promise.all(back) };
}
export type Pool = Awaited<ReturnType<typeof somePool>>;

/** Pays so many times; the decisions are asked for at one moment. */
async function pay(
  reservationId: string,
  amount: number,
  changeId: string | null = null,
  times = 1,
): Promise<void> {
  const paymentIds: string[] = [];
  while (paymentIds.length < times) paymentIds.push(await capture(reservationId, amount, changeId));
  await Promise.all(
    paymentIds.map((paymentId) => acceptPayment(system, { reservationId, paymentId, amount, changeId })),
  );
}

/** Counts of what was refused, by step and code: `CHANGE SOLD_OUT`. */
export type Refusals = Record<string, number>;

/** Refusals are part of a life; every other error is a fault. */
async function orRefused<T>(refusals: Refusals, step: string, work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "INTERNAL") throw error;
    const key = `${step} ${error.code}`;
    refusals[key] = (refusals[key] ?? 0) + 1;
    return null;
  }
}

/** `family`: the bookings that the sale has become by splits. */
type Order = { ctx: ReturnType<typeof customer>; reservationId: string; family: string[] };

/**
 * Lives a life on flights of a pool.
 *
 * @returns the bookings that came of it.
 */
export async function live(
  pool: Pool,
  refusals: Refusals,
  { party, out, back, oneWay, steps, ...wish }: Life,
): Promise<string[]> {
  const ctx = await member();
  const passengers = parties[party];
  const count = (type: string) => passengers.filter((p) => p.type === type).length;
  const flights = [pool.out[out % 3], ...(oneWay ? [] : [pool.back[back % 3]])];
  const held = () =>
    hold(ctx, 0, {
      ...named,
      segments: flights.map((flightId) => ({ flightId, brand: wish.brand })),
      passengers,
      adults: count("ADULT"),
      children: count("CHILD"),
      infants: count("INFANT"),
    });
  const { reservationId } = (await orRefused(refusals, "HOLD", held())) ?? {};
  if (!reservationId) return [];
  await sell(ctx, reservationId, wish.sale);
  await boughtDaysAgo(reservationId, wish.boughtDaysAgo);
  const family = [reservationId];
  for (const [n, each] of steps.entries()) {
    const id = family[n % family.length] ?? reservationId;
    await orRefused(refusals, each.kind, take(pool, { ctx, reservationId: id, family }, each));
  }
  return family;
}

/** A member whom the other contexts know. */
async function member() {
  const ctx = customer();
  const { id: userId, email } = ctx.actor;
  await recorded(userRegistered, { userId, email, name: "김민지", locale: "ko", role: "CUSTOMER" });
  return ctx;
}

/** Pays for a hold in time, twice, after its end, or not at all. */
async function sell(ctx: Order["ctx"], reservationId: string, sale: Life["sale"]): Promise<void> {
  const { totalAmount } = await getBooking(ctx, reservationId);
  if (sale === "LATE" || sale === "EXPIRED") {
    await moveDeadline(reservationId, -1_000);
    await expireHold(system, { reservationId });
  }
  if (sale !== "EXPIRED") await pay(reservationId, totalAmount, null, sale === "TWICE" ? 2 : 1);
}

async function take(pool: Pool, order: Order, step: Step): Promise<void> {
  const { ctx, reservationId } = order;
  switch (step.kind) {
    case "CHANGE":
      return change(pool, order, step);
    case "CANCEL_PART": {
      const { passengers, segments } = await getBooking(ctx, reservationId);
      const some = <T extends { id: string }>(all: T[], pick: number) =>
        all.filter((_, n) => ((pick >> n) & 1) === 0).map(({ id }) => id);
      const parts = { passengers: some(passengers, step.pick), segments: some(segments, step.of) };
      const { quoteId } = await quoteRefundOf(ctx, { reservationId, ...parts });
      await cancelReservation(ctx, { reservationId, quoteId });
      return;
    }
    case "CANCEL": {
      const { quoteId } = await quoteRefundOf(ctx, { reservationId });
      await cancelReservation(ctx, { reservationId, quoteId });
      return;
    }
    case "SEATS":
      return seatParty(ctx, { reservationId, segmentPosition: step.pick % 2 });
    case "SPLIT": {
      const { passengers, version } = await getBooking(ctx, reservationId);
      const leaving = passengers.filter((_, n) => ((step.pick >> n) & 1) === 0).map(({ id }) => id);
      const made = await splitReservation(ctx, { reservationId, version, passengers: leaving });
      // What follows happens to either of the two.
      order.family.push(made.reservationId);
      return;
    }
    case "CORRECT_NAME": {
      const { passengers, version } = await getBooking(ctx, reservationId);
      const { id: passengerId = "" } = passengers[step.pick % passengers.length] ?? {};
      await correctName(ctx, { reservationId, version, passengerId, surname: "GIM", givenName: "MINJI" });
      return;
    }
    case "FLOWN": {
      const { segments } = await getBooking(ctx, reservationId);
      const [first] = segments;
      if (!first || !pool.out.includes(first.flightId)) return;
      await leavesInMinutes(first.flightId, -60);
      if (step.missed) await recordNoShow(staff("ADMIN"), { reservationId, segmentPosition: 0 });
      return;
    }
    case "AIRLINE_CANCELS": {
      const { segments } = await getBooking(ctx, reservationId);
      const flightId = segments[step.pick % segments.length]?.flightId ?? 0;
      const left = async () => (await cancelReservationsOnFlight(system, { flightId })).remaining;
      while ((await left()) > 0);
      return;
    }
  }
}

async function change(
  pool: Pool,
  { ctx, reservationId }: Order,
  { both, pick, brand: newBrand, payment }: Extract<Step, { kind: "CHANGE" }>,
): Promise<void> {
  const { segments } = await getBooking(ctx, reservationId);
  const flights = segments
    .filter((_, n) => both || n === pick % segments.length)
    .map(({ id: segmentId, flightId }) => {
      const others = (pool.out.includes(flightId) ? pool.out : pool.back).filter(
        (other) => other !== flightId,
      );
      return { segmentId, flightId: others[pick % others.length] ?? 0, brand: newBrand };
    });
  const { quoteId } = await quoteChangeOf(ctx, { reservationId, flights, overlapConfirmed: true });
  const done = await changeFlights(ctx, { reservationId, quoteId });
  if (done.status === "DONE") return;
  const { changeId, balance } = done;
  const expire = async () => {
    await database()
      .update(changes)
      .set({ expiresAt: sql`clock_timestamp() - interval '1 second'` })
      .where(and(eq(changes.id, changeId), eq(changes.status, "AWAITING_PAYMENT")));
    await expireChange(system, { reservationId, changeId });
  };
  if (payment === "WITHDRAWN") await withdrawChange(ctx, { reservationId, changeId });
  if (payment === "LATE" || payment === "EXPIRED") await expire();
  if (payment === "PAID" || payment === "LATE") await pay(reservationId, balance, changeId);
  if (payment === "TWICE") await pay(reservationId, balance, changeId, 2);
  if (payment === "WRONG_SUM") await pay(reservationId, balance + 1_000, changeId);
}
