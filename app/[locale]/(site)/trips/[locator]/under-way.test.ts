import { describe, expect, it } from "vitest";
import type { BookingView } from "@/server/reservation/queries";
import { milesState, stillMoving } from "./under-way";

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
const refund = (completedAt: string | null) => ({ reason: "CANCELLED" as const, amount: 1_000, completedAt });

describe("what is still under way", () => {
  it("is the credit of a confirmed booking's miles", () => {
    expect(stillMoving(booking(), [], [])).toBe(true);
    expect(stillMoving(booking(), [accrual], [])).toBe(false);
  });

  it("is nothing for a fare that earns no miles", () => {
    const free = booking({ segments: [{ rule: { mileageRatePercent: 0 } }] });
    expect(stillMoving(free, [], [])).toBe(false);
    expect(milesState(free)).toBe("none");
  });

  it("is a refund until it is completed, and miles until they are taken back", () => {
    const cancelled = booking({ status: "CANCELLED", endedAt: "2026-12-01T00:30:00Z" });
    expect(stillMoving(cancelled, [accrual, reversal], [refund(null)])).toBe(true);
    expect(stillMoving(cancelled, [accrual], [refund("2026-12-01T00:31:00Z")])).toBe(true);
    expect(stillMoving(cancelled, [accrual, reversal], [refund("2026-12-01T00:31:00Z")])).toBe(false);
  });

  it("is not the miles that stay, of a flight that had left before the cancellation", () => {
    const leg = (kept: boolean, mileageRatePercent: number) => ({ kept, rule: { mileageRatePercent } });
    const ended = { status: "CANCELLED", endedAt: "2026-12-01T00:30:00Z" };
    const without = booking({ ...ended, segments: [leg(true, 100), leg(false, 0)] });
    expect(stillMoving(without, [accrual], [])).toBe(false);
    const rest = booking({ ...ended, segments: [leg(true, 100), leg(false, 100)] });
    expect(stillMoving(rest, [accrual], [])).toBe(true);
    expect(stillMoving(rest, [accrual, reversal], [])).toBe(false);
  });

  it("is the news of a change, for some seconds after it", () => {
    expect(stillMoving(booking({ createdAt: "2026-12-01T00:59:50Z" }), [accrual], [])).toBe(true);
  });
});
