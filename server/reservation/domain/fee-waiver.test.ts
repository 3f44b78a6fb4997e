import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chargeKinds, waivableFees } from "@/server/shared/order-terms";
import { waivedAmountOf, waiverLines } from "./fee-waiver";

const line = fc.record({
  kind: fc.constantFrom(...chargeKinds),
  amount: fc.integer({ min: -3_000_000, max: 3_000_000 }),
  couponId: fc.uuid(),
});
const total = (lines: readonly { amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0);

describe("a waiver", () => {
  it("takes exactly the fees back, each of its own coupon and kind, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const fees = lines.filter(
          ({ kind, amount }) => amount > 0 && (waivableFees as readonly string[]).includes(kind),
        );
        const waiver = waiverLines(lines);
        expect(waiver).toEqual(fees.map((fee) => ({ ...fee, amount: -fee.amount })));
        expect(waivedAmountOf(waiver)).toBe(total(fees));
        expect(total([...lines, ...waiver])).toBe(total(lines.filter((each) => !fees.includes(each))));
      }),
    );
  });

  it("of every kind of fee, but of no price, charge, levy or transfer", () => {
    const waived = chargeKinds.filter((kind) => waiverLines([{ kind, amount: 1_000 }]).length > 0);
    expect(waived.sort()).toEqual(["CHANGE_FEE", "NO_SHOW_FEE", "REFUND_FEE"]);
  });

  it("of nothing is nothing", () => {
    expect(waiverLines([])).toEqual([]);
    expect(waivedAmountOf([])).toBe(0);
    expect(waiverLines([{ kind: "REFUND_FEE" as const, amount: 0 }])).toEqual([]);
  });
});
