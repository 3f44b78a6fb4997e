/** The miles of one calendar month (`2026-11`), as whole miles. `balance`: at the end of the month. */
export type MilesMonth = { month: string; earned: number; takenBack: number; balance: number };

const MONTHS = 12;

/** The twelve months up to `last`, each with what the sums of the ledger say. Earlier months count for the first balance. */
export function milesByMonth(
  sums: readonly Pick<MilesMonth, "month" | "earned" | "takenBack">[],
  last: string,
): MilesMonth[] {
  const months = Array.from({ length: MONTHS }, (_, n) => monthsBefore(last, MONTHS - 1 - n));
  const first = months[0] ?? last;
  const before = sums.filter(({ month }) => month < first);
  let balance = before.reduce((sum, { earned, takenBack }) => sum + earned - takenBack, 0);
  return months.map((month) => {
    const { earned = 0, takenBack = 0 } = sums.find((each) => each.month === month) ?? {};
    balance += earned - takenBack;
    return { month, earned, takenBack, balance };
  });
}

function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, month.length);
}
