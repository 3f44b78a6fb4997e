import fc from "fast-check";
import { expect, test } from "vitest";
import { barsOf } from "./bars";

const size = { width: 700, height: 100 };

test("bars stand on the line at zero, and losses hang below it", () => {
  const { bars, zero } = barsOf([100, -100, 0], size);
  expect(zero).toBe(50);
  expect(bars.map(({ y, height }) => [y, height])).toEqual([
    [0, 50],
    [50, 50],
    [50, 0],
  ]);
});

test("no bar leaves the chart, and heights are in proportion", () => {
  const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 31 }), (values) => {
      const { bars, zero } = barsOf(values, size);
      const range = Math.max(0, ...values) - Math.min(0, ...values);
      for (const [n, { x, y, width, height }] of bars.entries()) {
        expect(Math.min(x, y, height, zero)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(size.width + 0.2);
        expect(y + height).toBeLessThanOrEqual(size.height + 0.2);
        const share = range === 0 ? 0 : Math.abs(values[n] ?? 0) / range;
        expect(height / size.height).toBeCloseTo(share, 2);
      }
    }),
  );
});
