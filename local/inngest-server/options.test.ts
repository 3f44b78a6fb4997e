import { expect, it } from "vitest";
import { backoff, DEFAULTS, defaultsOf } from "./options";

it("waits as long as the official server in harsh mode, and up to 30 s more by chance", () => {
  const harsh = defaultsOf("harsh");
  const minutes = [0.25, 0.5, 1, 2, 5, 10, 20, 40, 60, 120, 120, 120];
  for (const [failures, minute] of minutes.entries()) {
    const delayMs = backoff(harsh, failures);
    expect(delayMs).toBeGreaterThanOrEqual(minute * 60_000);
    expect(delayMs).toBeLessThan(minute * 60_000 + 30_000);
  }
  expect(harsh.mode).toBe("harsh");
});

it("waits exactly by the table in kind mode; its last delay repeats", () => {
  expect(defaultsOf("kind")).toBe(DEFAULTS);
  expect([0, 1, 5, 9].map((failures) => backoff(DEFAULTS, failures))).toEqual([500, 1_000, 30_000, 30_000]);
});
