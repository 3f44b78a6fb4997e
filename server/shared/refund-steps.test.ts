import { expect, it } from "vitest";
import { refundSteps } from "./refund-steps";

const row = (minDaysToDeparture: number, feeKrw: number) => ({ minDaysToDeparture, feeKrw, farePercent: 0 });

it("lists the fees from the purchase to departure, whatever the order of the rows", () => {
  expect(refundSteps([row(0, 10_000), row(61, 2_000), row(-1, 17_000), row(31, 5_000)])).toEqual([
    { fromDays: null, toDays: 61, feeKrw: 2_000, farePercent: 0 },
    { fromDays: 60, toDays: 31, feeKrw: 5_000, farePercent: 0 },
    { fromDays: 30, toDays: 0, feeKrw: 10_000, farePercent: 0 },
    { fromDays: -1, toDays: -1, feeKrw: 17_000, farePercent: 0 },
  ]);
});

it("joins neighbours with the same fee", () => {
  expect(refundSteps([row(61, 0), row(31, 0), row(1, 0), row(0, 3_000)])).toEqual([
    { fromDays: null, toDays: 1, feeKrw: 0, farePercent: 0 },
    { fromDays: 0, toDays: 0, feeKrw: 3_000, farePercent: 0 },
  ]);
});

it("begins with the days on which a cancellation is free", () => {
  expect(refundSteps([row(120, 9_000), row(61, 30_000), row(0, 50_000)], 91)).toEqual([
    { fromDays: null, toDays: 91, feeKrw: 0, farePercent: 0 },
    { fromDays: 90, toDays: 61, feeKrw: 30_000, farePercent: 0 },
    { fromDays: 60, toDays: 0, feeKrw: 50_000, farePercent: 0 },
  ]);
});
