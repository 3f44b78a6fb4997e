import { describe, expect, it } from "vitest";
import type { BookingView } from "@/server/reservation/queries";
import { isUnderWay, milesState } from "./under-way";

const booking = (changes: Record<string, unknown> = {}) =>
  ({
    status: "CREATED",
    now: "2026-12-01T01:00:00Z",
    createdAt: "2026-12-01T00:00:00Z",
    endedAt: null,
    segments: [{ rule: { mileageRatePercent: 100 } }],
    passengers: [{ type: "ADULT" }],
    ...changes,
  }) as unknown as BookingView;
const accrual = { kind: "ACCRUAL" as const };
const reversal = { kind: "REVERSAL" as const };
const refund = (completedAt: string | null) => ({
  id: null,
  reason: "CANCELLED" as const,
  amount: 1_000,
  isDelayed: false,
  completedAt,
});

describe("a page is renewed", () => {
  it("until a confirmed booking has its miles", () => {
    expect(isUnderWay(booking(), [], [])).toBe(true);
    expect(isUnderWay(booking(), [accrual], [])).toBe(false);
  });

  it("not for a fare that earns no miles", () => {
    const free = booking({ segments: [{ rule: { mileageRatePercent: 0 } }] });
    expect(isUnderWay(free, [], [])).toBe(false);
    expect(milesState(free)).toBe("none");
  });

  it("until a refund is completed and the miles are taken back", () => {
    const cancelled = booking({ status: "CANCELLED", endedAt: "2026-12-01T00:30:00Z" });
    expect(isUnderWay(cancelled, [accrual, reversal], [refund(null)])).toBe(true);
    expect(isUnderWay(cancelled, [accrual], [refund("2026-12-01T00:31:00Z")])).toBe(true);
    expect(isUnderWay(cancelled, [accrual, reversal], [refund("2026-12-01T00:31:00Z")])).toBe(false);
  });

  it("not for miles of flights that had left before the cancellation: they stay", () => {
    const leg = (kept: boolean, mileageRatePercent: number) => ({ kept, rule: { mileageRatePercent } });
    const ended = { status: "CANCELLED", endedAt: "2026-12-01T00:30:00Z" };
    const without = booking({ ...ended, segments: [leg(true, 100), leg(false, 0)] });
    expect(isUnderWay(without, [accrual], [])).toBe(false);
    const rest = booking({ ...ended, segments: [leg(true, 100), leg(false, 100)] });
    expect(isUnderWay(rest, [accrual], [])).toBe(true);
    expect(isUnderWay(rest, [accrual, reversal], [])).toBe(false);
  });

  it("for some seconds after each change", () => {
    expect(isUnderWay(booking({ createdAt: "2026-12-01T00:59:50Z" }), [accrual], [])).toBe(true);
  });
});
