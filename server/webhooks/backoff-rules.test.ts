import fc from "fast-check";
import { expect, test } from "vitest";
import { askedSeconds, LAST_TRY_HOURS, nextPause } from "./backoff-rules";

const LAST = LAST_TRY_HOURS * 3_600;
const pauseOf = (failures: number, failingSeconds: number, asked: number | null = null) =>
  nextPause({ failures, failingSeconds, askedSeconds: asked }, 0.5);

test("the pauses grow from five seconds to twelve hours, and the last try is 72 hours after the first failure", () => {
  const pauses: number[] = [];
  let at = 0;
  for (let failures = 1; ; failures += 1) {
    const pause = pauseOf(failures, at);
    if (pause === null) break;
    pauses.push(pause);
    at += pause;
  }
  expect(pauses.slice(0, 9)).toEqual([5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200]);
  expect(at).toBe(LAST);
  expect(pauses.length).toBe(14);
});

test("the jitter is a tenth at most, and no pause goes beyond the last try", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: LAST - 1 }),
      (failures, random, failingSeconds) => {
        const middle = pauseOf(failures, 0) ?? 0;
        const pause = nextPause({ failures, failingSeconds, askedSeconds: null }, random) ?? 0;
        expect(pause).toBeLessThanOrEqual(Math.min(1.1 * middle + 1e-6, LAST - failingSeconds));
        expect(pause).toBeGreaterThanOrEqual(Math.min(0.9 * middle - 1e-6, LAST - failingSeconds));
      },
    ),
  );
});

test("what the endpoint asks for counts when it is longer, up to an hour", () => {
  expect(pauseOf(1, 0, 60)).toBe(60);
  expect(pauseOf(1, 0, 2)).toBe(5);
  expect(pauseOf(1, 0, 86_400)).toBe(3_600);
});

test.each([
  ["120", 120],
  ["Tue, 01 Dec 2026 00:01:00 GMT", 60],
  ["Mon, 30 Nov 2026 00:00:00 GMT", 0],
  ["soon", null],
  [undefined, null],
])("Retry-After %s", (header, expected) => {
  expect(askedSeconds(header, new Date("2026-12-01T00:00:00Z"))).toBe(expected);
});
