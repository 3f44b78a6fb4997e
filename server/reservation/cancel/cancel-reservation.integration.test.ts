import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { changes, flights } from "@/db/schema/reservation";
import {
  acceptPayment,
  cancelReservation,
  cancelReservationsOnFlight,
  chooseSeats,
  previewFlightCancellation,
  quoteRefundOf,
  releaseHold,
} from "@/server/reservation";
import { cancellationResult, getBooking } from "@/server/reservation/queries";
import {
  customer,
  eventNames,
  flightOnSale,
  hold,
  lastEvent,
  named,
  paymentOf,
  policies,
  quoteOf,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { type TxContext, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { krw } from "@/server/shared/money";
import { limitRate } from "@/server/shared/rate-limit";
import { codeOf } from "@/server/shared/testing/outcome";
import { beforeCommitOf } from "@/server/shared/testing/race";
import { cancelCreated } from "./cancel-created";
import type { Refund } from "./refund-facts";

beforeAll(policies);
afterAll(closeDatabase);

async function held(flight?: number) {
  const flightId = flight ?? (await flightOnSale());
  const ctx = customer();
  const { reservationId } = await hold(ctx, flightId, named);
  const payment = await paymentOf(ctx, { reservationId });
  const pay = () => acceptPayment(system, { ...payment, paymentId: uuidv7() });
  return { ctx, flightId, reservationId, amount: payment.amount, pay };
}

async function created(flight?: number) {
  const h = await held(flight);
  await h.pay();
  return h;
}

async function quoted() {
  const h = await created();
  const { quoteId } = await quoteRefundOf(h.ctx, h);
  const cancel = () => cancelReservation(h.ctx, { reservationId: h.reservationId, quoteId });
  return { ...h, quoteId, cancel };
}

const statusOf = async (h: Awaited<ReturnType<typeof held>>) =>
  (await getBooking(h.ctx, h.reservationId)).status;

describe("a refund is quoted", () => {
  test("for a created reservation only, not for a hold", async () => {
    const h = await held();
    expect(await codeOf(quoteRefundOf(h.ctx, h))).toBe("NOT_CANCELLABLE");
  });

  test("until the first flight leaves", async () => {
    const h = await created();
    await database()
      .update(flights)
      .set({ departsAt: sql`clock_timestamp() - interval '1 minute'` })
      .where(eq(flights.id, h.flightId));
    expect(await codeOf(quoteRefundOf(h.ctx, h))).toBe("NOT_CANCELLABLE");
  });
});

describe("quotes", () => {
  test("are limited for each customer", async () => {
    const [h, other] = [await created(), await created()];
    for (let n = 0; n < 60; n++) await limitRate(`quote-refund:${h.ctx.actor.id}`, 60, 600);
    expect(await codeOf(quoteRefundOf(h.ctx, h))).toBe("RATE_LIMITED");
    expect(await codeOf(quoteRefundOf(other.ctx, other))).toBe("OK");
  });
});

describe("a cancellation", () => {
  test("on a quote that has expired changes nothing", async () => {
    const h = await quoted();
    await database()
      .update(changes)
      .set({ expiresAt: sql`clock_timestamp() - interval '1 second'` })
      .where(eq(changes.id, h.quoteId));
    expect(await codeOf(h.cancel())).toBe("QUOTE_EXPIRED");
    expect(await statusOf(h)).toBe("CREATED");
  });

  test("is refused for a hold, even with a quote", async () => {
    const h = await held();
    const quoteId = await quoteOf(h.reservationId, -h.amount);
    const cancel = cancelReservation(h.ctx, { reservationId: h.reservationId, quoteId });
    expect(await codeOf(cancel)).toBe("NOT_CANCELLABLE");
    const refund = { reservationId: h.reservationId, refundable: krw(h.amount), segments: [] };
    const change = { cause: "CUSTOMER" as const, reason: null, refund: refund as unknown as Refund };
    const asCreated = transaction(system, (tx) => cancelCreated(tx, change));
    expect(await asCreated).toBe(false);
    expect(await statusOf(h)).toBe("HELD");
    expect((await unitCounts(h.flightId)).held).toBe(1);
  });

  test("by the airline is not answered as the customer's own", async () => {
    const h = await quoted();
    await cancelReservationsOnFlight(system, { flightId: h.flightId });
    expect(await codeOf(h.cancel())).toBe("NOT_CANCELLABLE");
    expect(await eventNames(h.reservationId)).toHaveLength(3);
  });

  test("is final: a payment after it is refused", async () => {
    const h = await quoted();
    await h.cancel();
    expect(await h.pay()).toEqual({ decision: "REFUSED", reason: "CANCELLED" });
    expect(await statusOf(h)).toBe("CANCELLED");
    expect(await unitCounts(h.flightId)).toEqual({ sold: 0, held: 0, free: 6 });
  });
});

describe("a cancelled flight", () => {
  test("has no free unit left, not even those that were sold, and cancelling it again changes nothing", async () => {
    const h = await created();
    await held(h.flightId);
    const versions = async () =>
      (
        await database().select({ version: flights.version }).from(flights).where(eq(flights.id, h.flightId))
      )[0];
    const cancel = () => cancelReservationsOnFlight(system, { flightId: h.flightId });
    expect(await cancel()).toEqual({ ended: 2, remaining: 0 });
    expect(await unitCounts(h.flightId)).toEqual({ sold: 0, held: 6, free: 0 });
    expect(await versions()).toEqual({ version: 2 });
    expect(await cancel()).toEqual({ ended: 0, remaining: 0 });
    expect(await versions()).toEqual({ version: 2 });
  });

  test("also ends a hold that is written while its sale is closed", async () => {
    const h = await held();
    await releaseHold(h.ctx, h);
    const claiming = async ({ tx }: TxContext) => {
      await tx.execute(
        sql`update reservation.reservations set status = 'HELD' where id = ${h.reservationId}`,
      );
      await tx.execute(sql`update reservation.inventory_units set reservation_id = ${h.reservationId},
        held_until = clock_timestamp() + interval '1 minute' where flight_id = ${h.flightId} and unit = 1`);
    };
    const closing = () => cancelReservationsOnFlight(system, { flightId: h.flightId });
    expect(await beforeCommitOf(claiming, closing)).toEqual({ ended: 1, remaining: 0 });
    expect(await statusOf(h)).toBe("EXPIRED");
  });

  test("is named in the event of each booking, with the flights that go with it", async () => {
    const admin = { actor: { ...customer().actor, kind: "STAFF" as const, role: "ADMIN" as const } };
    const [out, back] = [
      await flightOnSale(),
      await flightOnSale({ departsInDays: 20, origin: "CJU", destination: "GMP" }),
    ];
    const ctx = customer();
    const legs = [out, back].map((flightId) => ({ flightId, brand: "STANDARD" }));
    const both = await hold(ctx, out, { ...named, segments: legs });
    const seat = { passengerPosition: 0, seat: "1A" };
    await chooseSeats(ctx, { reservationId: both.reservationId, segmentPosition: 0, seats: [seat] });
    const payment = await paymentOf(ctx, both);
    await acceptPayment(system, payment);
    expect(await lastEvent(both.reservationId)).toMatchObject({
      segments: [
        { checkedBaggageKg: 15, seats: [{ seat: "1A" }] },
        { checkedBaggageKg: 15, seats: [] },
      ],
    });
    const waiting = await held(back);
    await created(back);
    expect(await previewFlightCancellation(admin, back)).toMatchObject({
      reservations: 2,
      withOtherFlights: 1,
    });

    await cancelReservationsOnFlight(system, { flightId: back });
    for (const { reservationId } of [both, waiting])
      expect(await lastEvent(reservationId)).toMatchObject({ cancelledFlightId: back });
    const result = await cancellationResult(admin, back);
    expect(result).toMatchObject({ reservations: 2, passengers: 2, holds: 1 });
    expect(result.refundAmount).toBeGreaterThan(payment.amount);
    expect(await previewFlightCancellation(admin, back)).toMatchObject({ reservations: 0, holds: 0 });
  });

  test("ends its reservations in parts, and returns how many are left", async () => {
    const flight = await flightOnSale();
    for (let n = 0; n < 3; n++) await created(flight);
    const cancel = () => cancelReservationsOnFlight(system, { flightId: flight, limit: 2 });
    expect(await cancel()).toEqual({ ended: 2, remaining: 1 });
    expect(await cancel()).toEqual({ ended: 1, remaining: 0 });
  });
});
