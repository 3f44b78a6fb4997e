import { expect, it } from "vitest";
import { durationMs, nextCronRun, retryAfterMs, sleepMs } from "./time";

const NOW = Date.parse("2026-03-01T00:00:00Z");

it.each([
  ["2s", 2_000],
  ["1h30m", 5_400_000],
  ["250ms", 250],
  ["1w2d", 777_600_000],
  ["1.5s", 1_500],
  ["", null],
  ["2", null],
  ["soon", null],
])("reads the duration %j", (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it("reads a sleep as duration or date; a past date is now", () => {
  expect(sleepMs("3s", NOW)).toBe(3_000);
  expect(sleepMs("2026-03-01T00:01:00.000Z", NOW)).toBe(60_000);
  expect(sleepMs("2020-01-01T00:00:00.000Z", NOW)).toBe(0);
  expect(sleepMs("tomorrow", NOW)).toBeNull();
});

it("waits a year at most", () => {
  for (const ms of [
    durationMs("99999999w"),
    sleepMs("9999-01-01T00:00:00Z", NOW),
    retryAfterMs("9".repeat(30), NOW),
  ]) {
    expect(ms).toBe(366 * 86_400_000);
  }
});

it("reads retry-after as seconds or date", () => {
  expect(retryAfterMs("7", NOW)).toBe(7_000);
  expect(retryAfterMs("2026-03-01T00:00:05.000Z", NOW)).toBe(5_000);
  expect(retryAfterMs(undefined, NOW)).toBeNull();
  expect(retryAfterMs("later", NOW)).toBeNull();
});

it("finds the next cron moment, in UTC or in the zone given by TZ=", () => {
  const after = new Date("2026-03-01T00:00:30Z");
  expect(nextCronRun("*/5 * * * *", after)?.toISOString()).toBe("2026-03-01T00:05:00.000Z");
  expect(nextCronRun("0 9 * * *", after)?.toISOString()).toBe("2026-03-01T09:00:00.000Z");
  expect(nextCronRun("TZ=Asia/Seoul 30 9 * * *", after)?.toISOString()).toBe("2026-03-01T00:30:00.000Z");
  expect(nextCronRun("@daily", after)?.toISOString()).toBe("2026-03-02T00:00:00.000Z");
});

it.each(["* * *", "* * * * * *", "61 * * * *", "TZ=Nowhere/Town 0 9 * * *"])(
  "refuses the cron %j",
  (cron) => {
    expect(() => nextCronRun(cron, new Date(NOW))).toThrow();
  },
);
