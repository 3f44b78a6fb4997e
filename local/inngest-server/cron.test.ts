import { expect, it } from "vitest";
import { nextCronRun } from "./cron";

const AFTER = new Date("2026-03-01T00:00:30Z"); // a Sunday

it.each([
  ["*/5 * * * *", "2026-03-01T00:05:00.000Z"],
  ["0 9 * * *", "2026-03-01T09:00:00.000Z"],
  ["TZ=Asia/Seoul 30 9 * * *", "2026-03-01T00:30:00.000Z"],
  ["CRON_TZ=Asia/Seoul  30 9 * * *", "2026-03-01T00:30:00.000Z"],
  ["7/20 * * * *", "2026-03-01T00:07:00.000Z"],
  ["50/20 * * * *", "2026-03-01T00:50:00.000Z"],
  ["*/90 * * * *", "2026-03-01T01:00:00.000Z"],
  ["0 0 ? * MON-fri", "2026-03-02T00:00:00.000Z"],
  ["0 0 1 jan,jul *", "2026-07-01T00:00:00.000Z"],
  ["15,45 6-8 * * *", "2026-03-01T06:15:00.000Z"],
  ["0 0 13 * 5", "2026-03-06T00:00:00.000Z"],
])("finds the next moment of %j", (cron, next) => {
  expect(nextCronRun(cron, AFTER)?.toISOString()).toBe(next);
});

it.each([
  "",
  "* * *",
  "0 * * * * *",
  "@daily",
  "@every 1h",
  "TZ=Asia/Seoul @daily",
  "TZ=Nowhere/Town 0 9 * * *",
  "TZ=+09:00 0 9 * * *",
  "TZ=Asia/Seoul",
  "61 * * * *",
  "* 24 * * *",
  "* * 0 * *",
  "* * * 13 *",
  "0 0 * * 7",
  "0 0 L * *",
  "0 0 15W * *",
  "0 0 * * 5#2",
  "5-1 * * * *",
  "*/0 * * * *",
  "1-2-3 * * * *",
  "*/2/2 * * * *",
  "-1 * * * *",
  "x * * * *",
])("refuses %j, as the official server does", (cron) => {
  expect(() => nextCronRun(cron, AFTER)).toThrow();
});

it("says when a cron never comes", () => {
  expect(nextCronRun("0 0 31 2 *", AFTER)).toBeNull();
});
