import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMoney,
  FARE_ROUNDING_KRW,
  krw,
  percentOf,
  percentOfAmount,
  subtractMoney,
  sumMoney,
} from "./money";

const won = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(krw);

describe("money", () => {
  it("holds whole won only", () => {
    expect(() => krw(0.5)).toThrow(RangeError);
    expect(() => krw(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
    expect(() => krw(Number.NaN)).toThrow(RangeError);
    expect(() => addMoney(krw(Number.MAX_SAFE_INTEGER), krw(1))).toThrow(RangeError);
  });

  it("adds, subtracts and sums without loss", () => {
    fc.assert(
      fc.property(won, won, won, (a, b, c) => {
        expect(subtractMoney(addMoney(a, b), b)).toEqual(a);
        expect(sumMoney([a, b, c])).toEqual(addMoney(a, addMoney(b, c)));
      }),
    );
    expect(sumMoney([])).toEqual(krw(0));
  });

  it("rounds a percentage half away from zero to the unit", () => {
    expect(percentOf(krw(81_000), 75, FARE_ROUNDING_KRW)).toEqual(krw(60_800));
    expect(percentOf(krw(150), 1)).toEqual(krw(2));
    expect(percentOf(krw(149), 1)).toEqual(krw(1));
    expect(percentOf(krw(-150), 1)).toEqual(krw(-2));
  });

  it.each([
    [-1, 0],
    [-1, 1],
    [-49, 1],
    [0, 50],
    [0, -50],
  ])("rounds %i at %i percent to a zero without a sign", (amount, percent) => {
    expect(percentOfAmount(amount, percent)).toBe(0);
  });

  it.each([
    [250, 100, 100, 300],
    [249, 100, 100, 200],
    [-250, 100, 100, -300],
    [250, -100, 100, -300],
    [-250, -100, 100, 300],
    [50, 1, 1, 1],
    [-50, 1, 1, -1],
  ])("of %i takes %i percent, rounded to %i won: %i", (amount, percent, unit, rounded) => {
    expect(percentOfAmount(amount, percent, unit)).toBe(rounded);
  });

  it("keeps a percentage a multiple of the unit and at most half a unit off", () => {
    const unit = fc.constantFrom(1, 10, 100, 1000);
    fc.assert(
      fc.property(won, fc.integer({ min: 0, max: 200 }), unit, (money, percent, to) => {
        const { amount } = percentOf(money, percent, to);
        expect(Math.abs(amount % to)).toBe(0);
        expect(Math.abs(amount * 100 - money.amount * percent)).toBeLessThanOrEqual(50 * to);
      }),
    );
  });

  it("refuses a fractional percentage rather than calculate with it", () => {
    expect(() => percentOf(krw(100), 7.5)).toThrow(RangeError);
  });

  it("names the number that it refuses", () => {
    expect(() => krw(0.5)).toThrow("Not an exact integer: 0.5");
    expect(() => percentOfAmount(100, 10, 2.5)).toThrow("Not an exact integer: 2.5");
  });
});
