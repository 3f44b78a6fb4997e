import { expect, test } from "vitest";
import { milesByMonth } from "./miles-by-month-rules";

test("twelve months end with the current one, over the turn of a year", () => {
  const months = milesByMonth([], "2026-02").map(({ month }) => month);
  expect(months).toHaveLength(12);
  expect([months[0], months[9], months[10], months[11]]).toEqual([
    "2025-03",
    "2025-12",
    "2026-01",
    "2026-02",
  ]);
});

test("a balance goes on until the next entry, and starts with what was there before", () => {
  const sums = [
    { month: "2024-05", earned: 900, takenBack: 100 },
    { month: "2026-01", earned: 500, takenBack: 0 },
    { month: "2026-02", earned: 0, takenBack: 1_500 },
  ];
  const balances = milesByMonth(sums, "2026-02").map(({ balance }) => balance);
  expect(balances).toEqual([...Array.from({ length: 10 }, () => 800), 1_300, -200]);
  expect(milesByMonth(sums, "2026-02").at(-1)).toEqual({
    month: "2026-02",
    earned: 0,
    takenBack: 1_500,
    balance: -200,
  });
});
