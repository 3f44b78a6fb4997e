import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ["warn", "warn"],
  ["", "silent"],
  // The check at start refuses the level, and needs the log to report it.
  ["loud", "silent"],
])("LOG_LEVEL=%s logs at %s", async (given, level) => {
  vi.stubEnv("LOG_LEVEL", given);
  const { log } = await import("./log");
  expect(log.level).toBe(level);
});
