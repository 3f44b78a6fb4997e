import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import {
  acceptPayment,
  cancelReservation,
  cancelReservationsOnFlight,
  closeSale,
  expireHold,
  quoteRefundOf,
  releaseHold,
} from "@/server/reservation";
import { findTrip, getBooking, listTrips } from "@/server/reservation/queries";
import {
  adult,
  customer,
  eventNames,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  paymentOf,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

async function held(flightId: number, ctx: RequestContext = customer(), surname = "KIM") {
  const answer = await hold(ctx, flightId, { ...named, passengers: [adult(surname)] });
  return { ctx, ...answer, payment: await paymentOf(ctx, answer) };
}

async function created(flightId: number, surname?: string) {
  const h = await held(flightId, customer(), surname);
  await acceptPayment(system, h.payment);
  return h;
}

describe("a payment", () => {
  test("creates the reservation once, whoever asks first and however often", async () => {
    const flight = await flightOnSale();
    const h = await held(flight);
    const answers = await Promise.all(Array.from({ length: 50 }, () => acceptPayment(system, h.payment)));
    expect(new Set(answers.map((a) => a.decision))).toEqual(new Set(["ACCEPTED"]));
    expect(await eventNames(h.reservationId)).toEqual(["reservation.held", "reservation.created"]);
    expect(await unitCounts(flight)).toEqual({ sold: 1, held: 0, free: 5 });
    const booking = await getBooking(h.ctx, h.reservationId);
    expect(booking.passengers[0]?.ticketNumber).toMatch(/^988\d{10}$/);
    expect(booking.status).toBe("CREATED");
  });

  test("is refused when the reservation has been paid already", async () => {
    const h = await created(await flightOnSale());
    const second = { ...h.payment, paymentId: uuidv7() };
    expect(await acceptPayment(system, second)).toEqual({ decision: "REFUSED", reason: "ALREADY_PAID" });
    expect((await eventNames(h.reservationId)).at(-1)).toBe("payment.refused");
  });

  test("of another sum than the price is refused", async () => {
    const h = await held(await flightOnSale());
    const wrong = { ...h.payment, amount: h.payment.amount - 1 };
    expect(await acceptPayment(system, wrong)).toEqual({ decision: "REFUSED", reason: "AMOUNT_MISMATCH" });
  });

  test("that is late creates the reservation while units are left, and is refused otherwise", async () => {
    const flight = await flightOnSale({ units: 1 });
    const late = await held(flight);
    await moveDeadline(late.reservationId, -1);
    await expireHold(system, { reservationId: late.reservationId });
    expect(await acceptPayment(system, late.payment)).toEqual({ decision: "ACCEPTED" });

    const other = await flightOnSale({ units: 1 });
    const loser = await held(other);
    await moveDeadline(loser.reservationId, -1);
    await created(other);
    expect(await acceptPayment(system, loser.payment)).toEqual({
      decision: "REFUSED",
      reason: "HOLD_EXPIRED",
    });
    expect((await getBooking(loser.ctx, loser.reservationId)).status).toBe("EXPIRED");
    expect(await unitCounts(other)).toEqual({ sold: 1, held: 0, free: 0 });
  });

  test("on a hold that its customer released is refused, although seats are left", async () => {
    const flight = await flightOnSale();
    const h = await held(flight);
    await releaseHold(h.ctx, { reservationId: h.reservationId });
    expect(await acceptPayment(system, h.payment)).toEqual({ decision: "REFUSED", reason: "CANCELLED" });
    expect((await getBooking(h.ctx, h.reservationId)).status).toBe("EXPIRED");
    expect(await eventNames(h.reservationId)).toEqual([
      "reservation.held",
      "reservation.expired",
      "payment.refused",
    ]);
    expect(await unitCounts(flight)).toEqual({ sold: 0, held: 0, free: 6 });
  });

  test("on a hold that was replaced is refused; the new hold can still be paid", async () => {
    const flight = await flightOnSale();
    const first = await held(flight);
    const segments = [{ flightId: flight, brand: "SAVER" }];
    const { reservationId } = await hold(first.ctx, flight, { segments });
    expect(await acceptPayment(system, first.payment)).toEqual({ decision: "REFUSED", reason: "CANCELLED" });
    expect((await getBooking(first.ctx, reservationId)).status).toBe("HELD");
    expect(await unitCounts(flight)).toEqual({ sold: 0, held: 1, free: 5 });
  });

  test("does not revive a hold that ended with a refused sum", async () => {
    const h = await held(await flightOnSale());
    await acceptPayment(system, { ...h.payment, amount: h.payment.amount - 1 });
    const second = { ...h.payment, paymentId: uuidv7() };
    expect(await acceptPayment(system, second)).toEqual({ decision: "REFUSED", reason: "CANCELLED" });
  });

  test("at the moment of the release makes a booking or is refunded, never both, in many rounds", async () => {
    for (let round = 0; round < 20; round++) {
      const flight = await flightOnSale({ units: 1 });
      const h = await held(flight);
      const [decision] = await Promise.all([
        acceptPayment(system, h.payment),
        releaseHold(h.ctx, { reservationId: h.reservationId }),
      ]);
      const { status } = await getBooking(h.ctx, h.reservationId);
      const { sold } = await unitCounts(flight);
      const kept = decision.decision === "ACCEPTED";
      expect({ status, sold }).toEqual({ status: kept ? "CREATED" : "EXPIRED", sold: kept ? 1 : 0 });
    }
  });

  test("at the moment of expiry and of a rival's hold gets a seat or is refunded, never both, in many rounds", async () => {
    for (let round = 0; round < 25; round++) {
      const flight = await flightOnSale({ units: 1 });
      const h = await held(flight);
      const rival = customer();
      await moveDeadline(h.reservationId, Math.random() * 20 - 10);
      const [decision] = await Promise.all([
        acceptPayment(system, h.payment),
        expireHold(system, { reservationId: h.reservationId }),
        held(flight, rival).catch(() => null),
      ]);
      const booking = await getBooking(h.ctx, h.reservationId);
      const counts = await unitCounts(flight);
      expect(counts.sold + counts.held + counts.free).toBe(1);
      if (decision.decision === "ACCEPTED") {
        expect(booking.status).toBe("CREATED");
        expect(counts.sold).toBe(1);
      } else {
        expect(booking.status).toBe("EXPIRED");
        expect(counts.sold).toBe(0);
        expect((await eventNames(h.reservationId)).filter((n) => n === "payment.refused")).toHaveLength(1);
      }
    }
  });
});

describe("cancelling", () => {
  test("needs a quote; a second cancellation frees and refunds nothing more", async () => {
    const flight = await flightOnSale();
    const h = await created(flight);
    const quote = await quoteRefundOf(h.ctx, h);
    // Within 24 hours of the purchase no fee is kept.
    expect(quote.refundAmount).toBe(h.payment.amount);
    const cancel = () => cancelReservation(h.ctx, { reservationId: h.reservationId, quoteId: quote.quoteId });
    const answers = await Promise.all(Array.from({ length: 10 }, cancel));
    expect(new Set(answers.map((a) => a.refundAmount))).toEqual(new Set([h.payment.amount]));
    expect((await eventNames(h.reservationId)).filter((n) => n === "reservation.cancelled")).toHaveLength(1);
    expect(await unitCounts(flight)).toEqual({ sold: 0, held: 0, free: 6 });
  });

  test("is for the reservation's own customer, with a quote of that reservation", async () => {
    const a = await created(await flightOnSale());
    const b = await created(await flightOnSale());
    const quote = await quoteRefundOf(b.ctx, b);
    expect(await codeOf(quoteRefundOf(customer(), a))).toBe("NOT_FOUND");
    expect(
      await codeOf(cancelReservation(a.ctx, { reservationId: a.reservationId, quoteId: quote.quoteId })),
    ).toBe("QUOTE_EXPIRED");
  });

  test("a cancelled flight takes no more holds and ends each reservation on it once", async () => {
    const flight = await flightOnSale();
    const paid = await created(flight);
    const waiting = await held(flight);
    await Promise.all([
      cancelReservationsOnFlight(system, { flightId: flight }),
      cancelReservationsOnFlight(system, { flightId: flight }),
    ]);
    expect(await codeOf(held(flight))).toBe("FLIGHT_NOT_ON_SALE");
    expect((await getBooking(paid.ctx, paid.reservationId)).refundedAmount).toBe(paid.payment.amount);
    expect(await eventNames(paid.reservationId)).toEqual([
      "reservation.held",
      "reservation.created",
      "reservation.cancelled",
    ]);
    expect(await eventNames(waiting.reservationId)).toEqual(["reservation.held", "reservation.expired"]);
    expect(await acceptPayment(system, waiting.payment)).toEqual({
      decision: "REFUSED",
      reason: "CANCELLED",
    });
  });

  test("holds that race with the closing of the sale are all ended", async () => {
    for (let round = 0; round < 10; round++) {
      const flight = await flightOnSale({ units: 10 });
      const holds = Array.from({ length: 10 }, () => held(flight).catch(() => null));
      const closing = closeSale(system, { flightId: flight });
      await Promise.all([...holds, closing]);
      await cancelReservationsOnFlight(system, { flightId: flight });
      for (const h of await Promise.all(holds))
        if (h) expect((await getBooking(h.ctx, h.reservationId)).status).toBe("EXPIRED");
    }
  });
});

describe("trips", () => {
  test("open by locator and surname, whatever the hyphens and case; every other pair gets one answer", async () => {
    const h = await created(await flightOnSale(), "NAM-GUNG");
    const anyone: RequestContext = { actor: { kind: "ANONYMOUS", address: uuidv7() } };
    const found = await findTrip(anyone, { locator: h.locator.toLowerCase(), surname: "nam gung" });
    expect(found.id).toBe(h.reservationId);
    expect(await codeOf(findTrip(anyone, { locator: h.locator, surname: "KIM" }))).toBe("NOT_FOUND");
    expect(await codeOf(findTrip(anyone, { locator: "BBBBBB", surname: "KIM" }))).toBe("NOT_FOUND");
  });

  test("look-ups are limited by address", async () => {
    const anyone: RequestContext = { actor: { kind: "ANONYMOUS", address: uuidv7() } };
    const tries: unknown[] = [];
    for (let n = 0; n < 11; n++)
      tries.push(await codeOf(findTrip(anyone, { locator: `BBBBB${"23456789BCD"[n]}`, surname: "KIM" })));
    expect(tries.slice(0, 10)).toEqual(Array(10).fill("NOT_FOUND"));
    expect(tries[10]).toBe("RATE_LIMITED");
  });

  test("are listed for their own customer only", async () => {
    const h = await created(await flightOnSale());
    expect((await listTrips(h.ctx)).map((t) => t.id)).toEqual([h.reservationId]);
    expect(await listTrips(customer())).toEqual([]);
    expect(await codeOf(getBooking(customer(), h.reservationId))).toBe("NOT_FOUND");
  });
});
