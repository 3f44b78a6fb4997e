import fc from "fast-check";
import { expect, test } from "vitest";
import { chartBars } from "./chart-bars";

const size = { width: 120, height: 100 };

test("the highest value reaches the upper edge, and values below zero hang below the line", () => {
  const { bars, zero, top } = chartBars([100, 50, -100], size);
  expect(top).toBe(100);
  expect(zero).toBe(50);
  expect(bars.map(({ y, height }) => [y, height])).toEqual([
    [0, 50],
    [25, 25],
    [50, 50],
  ]);
});

test("an empty account has bars without height on the lower edge", () => {
  const { bars, zero, top } = chartBars([0, 0], size);
  expect([zero, top]).toEqual([100, 0]);
  for (const { y, height } of bars) expect([y, height]).toEqual([100, 0]);
});

test("no bar leaves the chart or touches its neighbour", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 }), (values) => {
      const { bars } = chartBars(values, size);
      for (const [n, { x, y, width, height }] of bars.entries()) {
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y + height).toBeLessThanOrEqual(size.height + 0.02);
        expect(x + width).toBeLessThanOrEqual(size.width + 0.02);
        const next = bars[n + 1];
        if (next) expect(x + width).toBeLessThanOrEqual(next.x + 0.02);
      }
    }),
  );
});
