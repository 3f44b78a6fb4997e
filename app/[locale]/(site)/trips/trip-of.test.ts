import { describe, expect, it } from "vitest";
import { refundsOf } from "./trip-of";

const completedAt = new Date("2026-12-01T00:00:00Z");
const refund = (reason: string, amount: number, done: boolean) => ({
  reason,
  amount,
  status: done ? ("COMPLETED" as const) : ("PENDING" as const),
  createdAt: completedAt,
  completedAt: done ? completedAt : null,
});
const cancelled = { status: "CANCELLED" as const, refundedAmount: 50_000, refusedPayment: null };

describe("what is owed back", () => {
  it("is pending from the moment of the cancellation, before the refund is even ordered", () => {
    expect(refundsOf(cancelled, [])).toEqual([{ reason: "CANCELLED", amount: 50_000, completedAt: null }]);
  });

  it("is completed only once the provider has given it back", () => {
    expect(refundsOf(cancelled, [refund("CANCELLED", 50_000, false)])[0]?.completedAt).toBeNull();
    expect(refundsOf(cancelled, [refund("CANCELLED", 50_000, true)])[0]?.completedAt).toBe(completedAt);
  });

  it("is nothing when the whole price was kept", () => {
    expect(refundsOf({ ...cancelled, refundedAmount: 0 }, [])).toEqual([]);
  });

  it("includes a payment that no booking could be made from, whatever became of the booking", () => {
    const refusedPayment = { reason: "HOLD_EXPIRED", amount: 70_000 };
    expect(refundsOf({ status: "EXPIRED", refundedAmount: 0, refusedPayment }, [])).toEqual([
      { reason: "REFUSED", amount: 70_000, completedAt: null },
    ]);
    const both = refundsOf({ ...cancelled, refusedPayment }, [refund("CANCELLED", 50_000, true)]);
    expect(both.map((r) => r.completedAt)).toEqual([completedAt, null]);
  });

  it("is nothing for a booking that stands", () => {
    expect(refundsOf({ status: "CREATED", refundedAmount: 0, refusedPayment: null }, [])).toEqual([]);
  });
});
