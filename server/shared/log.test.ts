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
  // Refused by name when the process starts; the log is there to say so.
  ["loud", "silent"],
])("LOG_LEVEL=%s logs at %s", async (given, level) => {
  vi.stubEnv("LOG_LEVEL", given);
  const { log } = await import("./log");
  expect(log.level).toBe(level);
});
