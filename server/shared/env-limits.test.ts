import { expect, test } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { readEnv } from "./env";

const given = { ...TEST_ENVIRONMENT, DATABASE_URL: "postgres://localhost/air" };

test("limits have defaults, also when a platform unsets them by an empty value", () => {
  const defaults = { KEEP_EVENTS_DAYS: 30, DATABASE_POOL_SIZE: 8 };
  expect(readEnv(given)).toMatchObject(defaults);
  expect(readEnv({ ...given, KEEP_EVENTS_DAYS: "", DATABASE_POOL_SIZE: "" })).toMatchObject(defaults);
});

test("the caps on holds are those of the policies unless they are overridden", () => {
  for (const source of [given, { ...given, MAX_HOLDS_PER_ADDRESS: "" }])
    expect(readEnv(source).MAX_HOLDS_PER_ADDRESS).toBeUndefined();
  expect(readEnv({ ...given, MAX_HOLDS_PER_ADDRESS: "7" }).MAX_HOLDS_PER_ADDRESS).toBe(7);
});

test.each([
  ["MAX_HOLDS_PER_ADDRESS", "fifty"],
  ["MAX_HOLDS_PER_ADDRESS", "0"],
  ["MAX_HOLDS_PER_ADDRESS", "5O"],
  ["MAX_HOLDS_PER_ADDRESS", "1.5"],
  ["MAX_HOLDS_PER_HOUR", "0"],
  ["MAX_UNITS_PER_CONTACT", "-9"],
  ["MAX_UNPROVEN_SHARE_PERCENT", "101"],
  ["MAX_UNPROVEN_SHARE_PERCENT", "30%"],
  ["KEEP_EVENTS_DAYS", "0"],
  ["KEEP_TRIP_EVENTS_DAYS", "1y"],
  ["KEEP_ATTEMPTS_DAYS", "-90"],
  ["DATABASE_POOL_SIZE", "eight"],
  ["DATABASE_POOL_SIZE", "-1"],
  ["LOG_LEVEL", "loud"],
  ["LOG_LEVEL", "INFO"],
  ["NEON_WS_PROXY", "http://proxy.example"],
  ["NEON_WS_PROXY", "proxy.example"],
])("a typo does not remove a limit: %s=%s is refused by name", (name, value) => {
  expect(() => readEnv({ ...given, [name]: value })).toThrow(name);
});
