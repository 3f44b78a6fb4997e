import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenBuckets } from "./token-buckets";

test("a burst is let through, then as many as come back in the time", () => {
  const buckets = new TokenBuckets(10, 3);
  const at = (ms: number) => buckets.take("a", ms);
  expect([at(0), at(0), at(0), at(0)]).toEqual([0, 0, 0, 1]);
  expect([at(99), at(100), at(100)]).toEqual([1, 0, 1]);
  expect([buckets.take("b", 100), at(10_100), at(10_100), at(10_100), at(10_100)]).toEqual([0, 0, 0, 0, 1]);
});

test("who is refused learns when there is a token", () => {
  const slow = new TokenBuckets(0.1, 1);
  expect([slow.take("a", 0), slow.take("a", 0), slow.take("a", 4_000), slow.take("a", 10_000)]).toEqual([
    0, 10, 6, 0,
  ]);
});

test("a look takes nothing", () => {
  const buckets = new TokenBuckets(1, 1);
  expect([buckets.look("a", 0), buckets.look("a", 0), buckets.take("a", 0)]).toEqual([0, 0, 0]);
  expect([buckets.look("a", 0), buckets.look("a", 1_000), buckets.take("a", 1_000)]).toEqual([1, 0, 0]);
});

test("no key ever gets more than its burst and its rate", () => {
  const steps = fc.array(fc.record({ key: fc.constantFrom("a", "b"), ms: fc.nat({ max: 500 }) }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      (asked, rate, burst) => {
        const buckets = new TokenBuckets(rate, burst);
        const taken: Record<string, number> = { a: 0, b: 0 };
        let now = 0;
        for (const { key, ms } of asked) {
          now += ms;
          if (buckets.take(key, now) === 0) taken[key] = (taken[key] ?? 0) + 1;
        }
        for (const count of Object.values(taken))
          expect(count).toBeLessThanOrEqual(burst + (now / 1_000) * rate + 1e-6);
      },
    ),
  );
});

test("addresses that rest are forgotten", () => {
  const buckets = new TokenBuckets(1, 1);
  for (let n = 0; n < 30_000; n++) buckets.take(String(n), n);
  expect(buckets.size).toBeLessThan(15_000);
});
