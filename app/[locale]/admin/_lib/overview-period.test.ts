import { expect, test } from "vitest";
import { periodOf, presetsOf } from "./overview-period";

const today = "2026-11-30";
const lastWeek = { from: "2026-11-24", to: today };

test("an address without a period shows the last week", () => {
  expect(periodOf({}, today)).toEqual({ period: lastWeek, isRefused: false });
});

test("a period of up to 31 days is shown", () => {
  const month = { from: "2026-10-01", to: "2026-10-31" };
  expect(periodOf(month, today)).toEqual({ period: month, isRefused: false });
});

test.each([
  { from: "2026-10-01", to: "2026-11-01" },
  { from: "2026-10-02", to: "2026-10-01" },
  { from: "yesterday", to: today },
  { from: "2026-02-30", to: "2026-03-02" },
  { to: today },
])("%o is refused, and the last week is shown", (raw) => {
  expect(periodOf(raw as Record<string, string>, today)).toEqual({ period: lastWeek, isRefused: true });
});

test("each preset ends today and has its number of days", () => {
  expect(presetsOf(today)[0]).toEqual({ days: 7, ...lastWeek });
  expect(presetsOf(today).at(-1)).toEqual({ days: 30, from: "2026-11-01", to: today });
});
