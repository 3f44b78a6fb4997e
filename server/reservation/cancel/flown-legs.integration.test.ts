import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import { getMileageAccount } from "@/server/mileage/queries";
import {
  cancelReservation,
  cancelReservationsOnFlight,
  chooseSeats,
  closeSale,
  quoteRefundOf,
} from "@/server/reservation";
import { cancellationResult, getBooking, passengerManifest } from "@/server/reservation/queries";
import {
  flightOnSale,
  lastEvent,
  policies,
  quoteOf,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { boughtDaysAgo, leavesInMinutes, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { customerOf } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};
const oneWay = async () => paidTrip([{ flightId: await flightOnSale(), brand: "STANDARD" }]);
type Trip = Awaited<ReturnType<typeof paidTrip>>;

const cancelOn = (t: Trip, { quoteId }: { quoteId: string }) =>
  cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
const statusOf = async (t: Trip) => (await getBooking(t.ctx, t.reservationId)).status;
const minutesLeft = ({ now, expiresAt }: { now: string; expiresAt: string }) =>
  (Date.parse(expiresAt) - Date.parse(now)) / 60_000;
/** The price of the way out: fare, surcharge and airport charge. */
const outPrice = 80_000 + 7_700 + 4_000;

describe("a quote", () => {
  test("is valid for 15 minutes, and ends at the no-show cut-off", async () => {
    const t = await oneWay();
    expect(minutesLeft(await quoteRefundOf(t.ctx, t))).toBe(15);
    await leavesInMinutes(t.out, 25);
    const left = minutesLeft(await quoteRefundOf(t.ctx, t));
    expect(left).toBeGreaterThan(4);
    expect(left).toBeLessThanOrEqual(5);
  });

  test("after the cut-off uses the no-show row and ends at departure", async () => {
    const t = await oneWay();
    await leavesInMinutes(t.out, 12);
    const quote = await quoteRefundOf(t.ctx, t);
    expect(quote.deductions.map((d) => [d.reason, d.amount])).toEqual([["NO_SHOW_FEE", 85_000]]);
    expect(minutesLeft(quote)).toBeLessThanOrEqual(12);
    expect(minutesLeft(quote)).toBeGreaterThan(11);
    expect(await cancelOn(t, quote)).toEqual({ refundAmount: t.amount - 85_000, whole: true });
  });

  test("from before the cut-off is refused after it, and a new one is accepted", async () => {
    const t = await oneWay();
    await leavesInMinutes(t.out, 300);
    const early = await quoteRefundOf(t.ctx, t);
    await leavesInMinutes(t.out, 19);
    expect(await codeOf(cancelOn(t, early))).toBe("QUOTE_EXPIRED");
    expect(await statusOf(t)).toBe("CREATED");
    const late = await quoteRefundOf(t.ctx, t);
    expect(late.refundAmount).toBeLessThan(early.refundAmount);
    expect(await cancelOn(t, late)).toEqual({ refundAmount: late.refundAmount, whole: true });
  });

  test("from before departure is refused after it, and no new one is given", async () => {
    const t = await oneWay();
    const quote = await quoteRefundOf(t.ctx, t);
    await leavesInMinutes(t.out, -1);
    expect(await codeOf(cancelOn(t, quote))).toBe("QUOTE_EXPIRED");
    expect(await codeOf(quoteRefundOf(t.ctx, t))).toBe("NOT_CANCELLABLE");
    expect(await statusOf(t)).toBe("CREATED");
  });

  test("of a trip that has left gives no refund and cancels nothing", async () => {
    const t = await oneWay();
    await leavesInMinutes(t.out, -1);
    const quoteId = await quoteOf(t.reservationId, 0, { whole: true });
    expect(await codeOf(cancelOn(t, { quoteId }))).toBe("NOT_CANCELLABLE");
    expect(await statusOf(t)).toBe("CREATED");
  });

  test("of a return trip ends at the cut-off of its first flight, too", async () => {
    const t = await paidTrip();
    const quote = await quoteRefundOf(t.ctx, t);
    await leavesInMinutes(t.out, 19);
    expect(await codeOf(cancelOn(t, quote))).toBe("QUOTE_EXPIRED");
  });

  test("keeps its fee step across midnight", async () => {
    const t = await oneWay();
    await leavesInMinutes(t.out, 30 * 24 * 60);
    const refundAmount = t.amount - 3_000;
    const quoteId = await quoteOf(t.reservationId, -refundAmount, {
      whole: true,
      quotedAt: new Date(Date.now() - 24 * 3_600_000),
    });
    expect((await quoteRefundOf(t.ctx, t)).refundAmount).toBe(t.amount - 13_000);
    expect(await cancelOn(t, { quoteId })).toEqual({ refundAmount, whole: true });
  });

  test("with a fee is refused once the airline has cancelled the flight: the refund is full", async () => {
    const t = await oneWay();
    const quote = await quoteRefundOf(t.ctx, t);
    expect(quote.refundAmount).toBeLessThan(t.amount);
    await closeSale(system, { flightId: t.out });
    expect(await codeOf(cancelOn(t, quote))).toBe("QUOTE_EXPIRED");
    const again = await quoteRefundOf(t.ctx, t);
    expect(again.waivers.map((w) => w.reason)).toEqual(["AIRLINE_CANCELLED"]);
    expect(await cancelOn(t, again)).toEqual({ refundAmount: t.amount, whole: true });
  });
});

const seated = async (t: Trip) => {
  for (const segmentPosition of [0, 1])
    await chooseSeats(t.ctx, {
      reservationId: t.reservationId,
      segmentPosition,
      seats: [{ passengerPosition: 0, seat: "2A" }],
    });
};

const ways = [
  [
    "its customer",
    async (t: Trip) => {
      const quote = await quoteRefundOf(t.ctx, t);
      expect(quote.standings).toEqual(["DEPARTED", "AHEAD"]);
      expect(quote.deductions.map((d) => [d.reason, d.segmentIndex])).toEqual([
        ["FLOWN", 0],
        ["CANCELLATION_FEE", 1],
      ]);
      await cancelOn(t, quote);
      return t.amount - outPrice - 13_000;
    },
  ],
  [
    "the airline",
    async (t: Trip) => {
      await cancelReservationsOnFlight(system, { flightId: t.back });
      return t.amount - outPrice;
    },
  ],
] as const;

describe.each(ways)("a trip whose first flight has left and whose rest is cancelled by %s", (_, cancel) => {
  const cancelled = async () => {
    const t = await paidTrip();
    await seated(t);
    await leavesInMinutes(t.out, -30);
    await settleMiles([t.reservationId]);
    const refundAmount = await cancel(t);
    return { ...t, refundAmount };
  };

  test("refunds the rest alone", async () => {
    const t = await cancelled();
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking).toMatchObject({ status: "CANCELLED", refundedAmount: t.refundAmount });
    expect(booking.segments.map((s) => s.kept)).toEqual([true, false]);
  });

  test("keeps the flown flight's manifest, units and seats, and frees the others", async () => {
    const t = await cancelled();
    expect(await passengerManifest(admin, t.out)).toMatchObject([
      { name: "KIM/MINJI", seat: "2A", reservationId: t.reservationId },
    ]);
    expect(await passengerManifest(admin, t.back)).toEqual([]);
    expect((await cancellationResult(admin, t.out)).reservations).toBe(0);
    expect((await unitCounts(t.out)).sold).toBe(1);
    expect((await unitCounts(t.back)).sold).toBe(0);
    expect((await getBooking(t.ctx, t.reservationId)).seats).toEqual([
      { segmentPosition: 0, passengerPosition: 0, seat: "2A" },
    ]);
  });

  test("names the kept flight in its event, and its miles stay", async () => {
    const t = await cancelled();
    const { segments } = (await lastEvent(t.reservationId)) as { segments: { kept?: boolean }[] };
    expect(segments.map((s) => s.kept)).toEqual([true, undefined]);
    expect(segments[0]).toMatchObject({ seats: [{ seat: "2A" }] });
    expect(await settleMiles([t.reservationId])).toBe(280);
    expect((await getMileageAccount(customerOf(t.customerId))).balanceMiles).toBe(280);
  });

  test("keeps laws L1 and L3, also while reactions are still to come", async () => {
    const t = await cancelled();
    const broken = async () =>
      (await checkLaws()).filter((l) => ["L1", "L3"].includes(l.law)).flatMap((l) => l.violations);
    expect(await broken()).toEqual([]);
    await settleMiles([t.reservationId]);
    expect(await broken()).toEqual([]);
  });
});

describe("a flight that the airline cancelled", () => {
  test("is refunded in full, also when its departure passes before its reservations are cancelled", async () => {
    const t = await oneWay();
    await closeSale(system, { flightId: t.out });
    await leavesInMinutes(t.out, -5);
    await cancelReservationsOnFlight(system, { flightId: t.out });
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking).toMatchObject({ status: "CANCELLED", refundedAmount: t.amount });
    expect(await passengerManifest(admin, t.out)).toEqual([]);
  });

  test("can be cancelled free of charge at any time, not only on the day after the purchase", async () => {
    const t = await oneWay();
    await boughtDaysAgo(t.reservationId, 0);
    await leavesInMinutes(t.out, 10);
    await cancelReservationsOnFlight(system, { flightId: t.out });
    expect((await getBooking(t.ctx, t.reservationId)).refundedAmount).toBe(t.amount);
  });
});
