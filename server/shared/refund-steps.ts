/** A fee from `minDaysToDeparture` days before departure on; -1 means from the no-show cut-off on. */
export type FeeRow = { minDaysToDeparture: number; feeKrw: number; farePercent: number };

export type RefundStep = {
  /** The first day of the step, counted back from departure; null = from the purchase on. */
  fromDays: number | null;
  /** The last day of the step; -1 = from the no-show cut-off to departure. */
  toDays: number;
  feeKrw: number;
  farePercent: number;
};

/**
 * The fees in order of time, from the purchase to departure; neighbours with the same fee become one step. A
 * cancellation `freeFromDays` or more before departure costs nothing, whatever the rows say.
 */
export function refundSteps(rows: readonly FeeRow[], freeFromDays: number | null = null): RefundStep[] {
  const free = freeFromDays === null ? [] : [{ minDaysToDeparture: freeFromDays, feeKrw: 0, farePercent: 0 }];
  const charged = rows.filter((row) => freeFromDays === null || row.minDaysToDeparture < freeFromDays);
  const sorted = [...free, ...charged].sort((a, b) => b.minDaysToDeparture - a.minDaysToDeparture);
  const steps: RefundStep[] = [];
  for (const [n, { minDaysToDeparture, feeKrw, farePercent }] of sorted.entries()) {
    const last = steps.at(-1);
    const before = sorted[n - 1];
    if (last && last.feeKrw === feeKrw && last.farePercent === farePercent) last.toDays = minDaysToDeparture;
    else
      steps.push({
        fromDays: before ? before.minDaysToDeparture - 1 : null,
        toDays: minDaysToDeparture,
        feeKrw,
        farePercent,
      });
  }
  return steps;
}
