/** The bars of a chart, in its own units. */
export type Bar = { x: number; y: number; width: number; height: number };

/** What a day brought in less what it gave back, in whole won. */
export const netOf = ({ revenue, refunds }: { revenue: number; refunds: number }): number =>
  revenue - refunds;

/** The share of a bar's place that stays empty. */
const GAP = 0.25;

const rounded = (value: number) => Math.round(value * 10) / 10;

/**
 * Bars for values in their order, above and below a common line at zero. The largest and the smallest value use the whole
 * height. Without any value other than 0 the line is at the bottom.
 */
export function barsOf(
  values: readonly number[],
  { width, height }: { width: number; height: number },
): { bars: Bar[]; zero: number } {
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const scale = top === bottom ? 0 : height / (top - bottom);
  const zero = top === bottom ? height : top * scale;
  const place = width / Math.max(1, values.length);
  const bars = values.map((value, n) => ({
    x: rounded(n * place + (place * GAP) / 2),
    y: rounded(value < 0 ? zero : zero - value * scale),
    width: rounded(place * (1 - GAP)),
    height: rounded(Math.abs(value) * scale),
  }));
  return { bars, zero: rounded(zero) };
}
