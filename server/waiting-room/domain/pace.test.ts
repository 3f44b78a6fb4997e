import fc from "fast-check";
import { expect, test } from "vitest";
import { adaptedPace, firstPace, MAX_MADE_UP_MS, paceStep } from "./pace";

const start = 1_800_000_000_000;

test("however often somebody looks, no more are admitted than pace and room allow", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6_000 }),
      fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 500 }),
      (shoppersPerMinute, gaps, most) => {
        let [nowMs, pacedAtMs, admitted] = [start, start, 0];
        for (const gap of gaps) {
          nowMs += gap;
          const step = paceStep({ nowMs, pacedAtMs, shoppersPerMinute, room: most - admitted });
          expect(step.admit).toBeGreaterThanOrEqual(0);
          expect(step.pacedAtMs).toBeLessThanOrEqual(nowMs + 1);
          pacedAtMs = step.pacedAtMs;
          admitted += step.admit;
        }
        expect(admitted).toBeLessThanOrEqual(most);
        expect(admitted).toBeLessThanOrEqual(((nowMs - start) * shoppersPerMinute) / 60_000 + 1);
      },
    ),
  );
});

test("looked at every second or every tenth, the pace is kept", () => {
  for (const gap of [100, 1_000, 7_000]) {
    let [pacedAtMs, admitted] = [start, 0];
    for (let nowMs = start + gap; nowMs <= start + 600_000; nowMs += gap) {
      const step = paceStep({ nowMs, pacedAtMs, shoppersPerMinute: 90, room: 10_000 });
      pacedAtMs = step.pacedAtMs;
      admitted += step.admit;
    }
    expect(Math.abs(admitted - 900)).toBeLessThanOrEqual(12);
  }
});

test("a pace of one in several minutes still admits", () => {
  expect(paceStep({ nowMs: start + 61_000, pacedAtMs: start, shoppersPerMinute: 1, room: 5 }).admit).toBe(1);
});

test("time in which nobody looked, or in which there was no room, is not made up at once", () => {
  const hour = paceStep({
    nowMs: start + 3_600_000,
    pacedAtMs: start,
    shoppersPerMinute: 600,
    room: 100_000,
  });
  expect(hour.admit).toBe((MAX_MADE_UP_MS * 600) / 60_000);
  const full = paceStep({ nowMs: start + 10_000, pacedAtMs: start, shoppersPerMinute: 60, room: 0 });
  expect(full).toEqual({ admit: 0, pacedAtMs: start + 10_000 });
});

test("an adaptive pace begins at a quarter, a constant one at once", () => {
  expect(firstPace({ shoppersPerMinute: 400, targetP95Ms: 300 })).toBe(100);
  expect(firstPace({ shoppersPerMinute: 2, targetP95Ms: 300 })).toBe(1);
  expect(firstPace({ shoppersPerMinute: 400, targetP95Ms: null })).toBe(400);
});

test("the pace falls fast when answers are slow, rises slowly when they are not, and keeps its bounds", () => {
  const pace = (shoppersPerMinute: number, p95Ms: number | null) =>
    adaptedPace({ shoppersPerMinute, most: 300, p95Ms, targetP95Ms: 400 });
  expect(pace(100, 401)).toBeCloseTo(70);
  expect(pace(100, 400)).toBeCloseTo(111);
  expect(pace(100, null)).toBeCloseTo(111);
  expect(pace(1, 9_000)).toBe(1);
  expect(pace(299, 10)).toBe(300);
});
