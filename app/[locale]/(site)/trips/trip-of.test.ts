import { describe, expect, it } from "vitest";
import type { BookingView } from "@/server/reservation/queries";
import { feesOf, isCancelledInPart, refundsOf, tripOf } from "./trip-of";

const completedAt = new Date("2026-12-01T00:00:00Z");
const refund = (reason: string, amount: number, done: boolean, id = reason) => ({
  id,
  reason,
  amount,
  isDelayed: false,
  completedAt: done ? completedAt : null,
});
const cancelled = { status: "CANCELLED" as const, refundedAmount: 50_000, refusedPayment: null };
const due = (reason: string, amount: number) => ({
  ...{ id: null, reason, amount },
  ...{ isDelayed: false, completedAt: null },
});

describe("the refunds of a booking", () => {
  it("are pending from the cancellation on, before a refund is ordered", () => {
    expect(refundsOf(cancelled, [])).toEqual([due("CANCELLED", 50_000)]);
  });

  it("are completed only once the provider has paid them out", () => {
    expect(refundsOf(cancelled, [refund("CANCELLED", 50_000, false)])[0]?.completedAt).toBeNull();
    expect(refundsOf(cancelled, [refund("CANCELLED", 50_000, true)])[0]?.completedAt).toBe(completedAt);
  });

  it("are none when the airline keeps the whole price", () => {
    expect(refundsOf({ ...cancelled, refundedAmount: 0 }, [])).toEqual([]);
  });

  it("include a refused payment, whatever the status of the booking", () => {
    const refusedPayment = { reason: "HOLD_EXPIRED", amount: 70_000 };
    expect(refundsOf({ status: "EXPIRED", refundedAmount: 0, refusedPayment }, [])).toEqual([
      due("REFUSED", 70_000),
    ]);
    const both = refundsOf({ ...cancelled, refusedPayment }, [refund("CANCELLED", 50_000, true)]);
    expect(both.map((r) => r.completedAt)).toEqual([completedAt, null]);
  });

  it("are none for a booking that is not cancelled", () => {
    expect(refundsOf({ status: "CREATED", refundedAmount: 0, refusedPayment: null }, [])).toEqual([]);
  });

  it("of several parts are listed one by one, with the one that is not ordered yet", () => {
    const changed = { status: "CREATED" as const, refundedAmount: 50_000, refusedPayment: null };
    const rows = refundsOf(changed, [
      refund("CHANGED", 20_000, true, "a"),
      refund("CHANGED", 10_000, false, "b"),
    ]);
    expect(rows.map(({ id, amount }) => [id, amount])).toEqual([
      ["a", 20_000],
      ["b", 10_000],
      [null, 20_000],
    ]);
  });
});

const now = "2026-12-02T00:00:00.000Z";
const planned = { flightCancelled: false, kept: false, missedAt: null, rule: bought() };
const left = { ...planned, departsAt: "2026-12-01T00:00:00.000Z" };
const ahead = { ...left, departsAt: "2026-12-05T00:00:00.000Z" };
function bought() {
  return {
    nameKo: "스탠더드",
    nameEn: "Standard",
    carryOnKg: 10,
    checkedBaggageKg: { DOMESTIC: 15, INTERNATIONAL: 23 },
  };
}
const booking = (status: string, ...segments: object[]) =>
  ({
    status,
    segments,
    now,
    passengers: [],
    seats: [],
    coupons: [],
    locator: "BCDFGH",
  }) as unknown as BookingView;
const fates = (view: BookingView) =>
  tripOf(view).segments.map(({ departed, givenUp }) => [departed, givenUp]);

describe("a trip whose first flight has left", () => {
  it("shows what has left, and after a cancellation of the rest what was given up", () => {
    expect(fates(booking("CREATED", left, ahead))).toEqual([
      [true, false],
      [false, false],
    ]);
    const rest = booking("CANCELLED", { ...left, kept: true }, ahead);
    expect(fates(rest)).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(isCancelledInPart(rest)).toBe(true);
  });

  it("shows a missed flight as missed and not as departed", () => {
    const missed = { ...left, missedAt: now };
    const shown = tripOf(booking("CREATED", missed, ahead)).segments;
    expect(shown.map((leg) => [leg.missed, leg.departed])).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it("is cancelled as a whole when nothing was kept, whatever has left since", () => {
    const whole = booking("CANCELLED", left, ahead);
    expect(isCancelledInPart(whole)).toBe(false);
    expect(fates(whole)).toEqual([
      [false, false],
      [false, false],
    ]);
  });
});

describe("the fees of a trip", () => {
  const paid = { status: "CREATED" as const, paidAmount: 69_500, refundedAmount: 0, totalAmount: 69_500 };

  it("are none until it is changed", () => {
    expect(feesOf(paid)).toBe(0);
    expect(feesOf({ ...paid, status: "HELD", paidAmount: 0 })).toBe(0);
  });

  it("are what was paid beyond its price, after a change up or down", () => {
    expect(feesOf({ ...paid, paidAmount: 104_500, totalAmount: 101_500 })).toBe(3_000);
    expect(feesOf({ ...paid, refundedAmount: 7_000, totalAmount: 59_500 })).toBe(3_000);
  });

  it("of a cancelled trip stand with its refund", () => {
    expect(feesOf({ ...paid, status: "CANCELLED", refundedAmount: 60_000 })).toBe(0);
  });
});
