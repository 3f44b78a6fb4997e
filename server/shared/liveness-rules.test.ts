import { expect, test } from "vitest";
import { loopStuckSince, type PoolLook, type PoolWatch, watchedPool } from "./liveness-rules";

const windows = (delays: readonly number[]) =>
  delays.reduce<number | null>(
    (since, longestDelayMs, n) => loopStuckSince(since, { endMs: n * 1_000, longestDelayMs }),
    null,
  );

test.each([
  ["a loop under load turns slowly, but turns", [900, 2_000, 4_999, 4_999], null],
  ["one long stop counts from its end: a machine that slept is not stuck", [10, 600_000], 1_000],
  ["stops in each window add up", [10, 6_000, 6_000, 7_000], 1_000],
  ["a window without a stop begins anew", [6_000, 6_000, 20, 6_000], 3_000],
])("%s", (_, delays, since) => expect(windows(delays)).toBe(since));

const DEAD_AFTER_MS = 60_000;

/** Looks once a second from 0 on. @returns when the pool counted as dead, in seconds. */
function deadAt(seconds: number, look: (second: number) => Omit<PoolLook, "nowMs"> | null): number[] {
  let watch: PoolWatch = { wellMs: 0, lookedMs: 0, isDead: false };
  const dead: number[] = [];
  for (let second = 1; second <= seconds; second++) {
    const seen = look(second);
    if (!seen) continue;
    watch = watchedPool(watch, { nowMs: second * 1_000, ...seen }, DEAD_AFTER_MS);
    if (watch.isDead) dead.push(second);
  }
  return dead;
}

test("a pool that is silent for a minute while the database answers is dead, and alive again with its next answer", () => {
  const dead = deadAt(90, (second) =>
    second < 80
      ? { silentMs: second * 1_000, isDatabaseThere: second > 6 ? true : null }
      : { silentMs: 10, isDatabaseThere: null },
  );
  expect([dead[0], dead.at(-1)]).toEqual([60, 79]);
});

test("a busy pool is not dead: something is answered now and then", () => {
  expect(deadAt(600, (second) => ({ silentMs: (second % 21) * 1_000, isDatabaseThere: true }))).toEqual([]);
});

test("while the database is away nothing is dead, and the pool has its whole time afterwards", () => {
  const dead = deadAt(400, (second) => ({ silentMs: second * 1_000, isDatabaseThere: second > 300 }));
  expect(dead[0]).toBe(360);
});

test("a process that was stopped for an hour, or whose machine slept, gets its whole time", () => {
  const dead = deadAt(3_700, (second) =>
    second < 10 || second > 3_600 ? { silentMs: second * 1_000, isDatabaseThere: true } : null,
  );
  expect(dead[0]).toBe(3_661);
});

test("a pool is dead only while the database answers", () => {
  const watch = { wellMs: 0, lookedMs: 99_000, isDead: true };
  for (const isDatabaseThere of [false, null])
    expect(
      watchedPool(watch, { nowMs: 100_000, silentMs: 100_000, isDatabaseThere }, DEAD_AFTER_MS).isDead,
    ).toBe(false);
});
