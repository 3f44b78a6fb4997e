export type Bar = { x: number; y: number; width: number; height: number };

/** How much of its slot a bar fills. */
const FILL = 0.7;

/**
 * The bars of a chart, one for each value, in the units of its view box. Values below zero hang below the line of zero.
 *
 * @returns `zero`: the height of that line; `top`: the value at the upper edge.
 */
export function chartBars(
  values: readonly number[],
  { width, height }: { width: number; height: number },
): { bars: Bar[]; zero: number; top: number } {
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const perUnit = top === bottom ? 0 : height / (top - bottom);
  const zero = top === bottom ? height : top * perUnit;
  const slot = width / Math.max(1, values.length);
  const bars = values.map((value, n) => ({
    x: round(n * slot + (slot * (1 - FILL)) / 2),
    y: round(value > 0 ? zero - value * perUnit : zero),
    width: round(slot * FILL),
    height: round(Math.abs(value) * perUnit),
  }));
  return { bars, zero: round(zero), top };
}

const round = (value: number) => Math.round(value * 100) / 100;
