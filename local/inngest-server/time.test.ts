import { expect, it } from "vitest";
import { durationMs, retryAfterMs, sleepMs } from "./time";

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

it("reads retry-after as seconds or date", () => {
  expect(retryAfterMs("7", NOW)).toBe(7_000);
  expect(retryAfterMs("2026-03-01T00:00:05.000Z", NOW)).toBe(5_000);
  expect(retryAfterMs(undefined, NOW)).toBeNull();
  expect(retryAfterMs("0", NOW)).toBeNull();
  expect(retryAfterMs("later", NOW)).toBeNull();
});
