import { afterEach, expect, test, vi } from "vitest";
import { uuidOf } from "./ids";

afterEach(() => {
  vi.useRealTimers();
});

/** Imports the module anew, as a process that has just started. */
async function newProcess() {
  delete (globalThis as { msaIdClock?: object }).msaIdClock;
  return anotherBundle();
}

async function anotherBundle() {
  vi.resetModules();
  return import("./ids");
}

test("ids are version 7 and carry their millisecond", async () => {
  const { uuidv7 } = await newProcess();
  vi.useFakeTimers({ now: Date.parse("2100-01-01T00:00:00Z") });
  const id = uuidv7();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(Date.now());
});

test("ids sort in the order in which they were made: within a millisecond, beyond the counter, and after the clock was set back", async () => {
  const { uuidv7 } = await newProcess();
  vi.useFakeTimers({ now: Date.parse("2101-01-01T00:00:00Z") });
  const ids = Array.from({ length: 10_000 }, uuidv7);
  vi.setSystemTime(Date.parse("2100-06-01T00:00:00Z"));
  ids.push(uuidv7());
  expect(ids).toEqual([...new Set(ids)].sort());
});

test("ids sort in the order in which they were made, whichever bundle of a process made them", async () => {
  vi.useFakeTimers({ now: Date.parse("2100-01-01T00:00:00Z") });
  const bundles = [await newProcess(), await anotherBundle()];
  const ids = Array.from({ length: 50 }, (_, n) => bundles[n % 2]?.uuidv7());
  expect(ids).toEqual([...new Set(ids)].sort());
});

test("ids derived from a text are the same each time", () => {
  expect(uuidOf("a")).toBe(uuidOf("a"));
  expect(uuidOf("a")).not.toBe(uuidOf("b"));
});
