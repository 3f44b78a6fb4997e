import { afterEach, expect, test, vi } from "vitest";
import { uuidOf } from "./ids";

afterEach(() => {
  vi.useRealTimers();
});

/** As a process that has just begun: it remembers the last id that it made. */
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

test("ids sort as they were made: within a millisecond, beyond what its counter holds, and after the clock was put back", async () => {
  const { uuidv7 } = await newProcess();
  vi.useFakeTimers({ now: Date.parse("2101-01-01T00:00:00Z") });
  const ids = Array.from({ length: 10_000 }, uuidv7);
  vi.setSystemTime(Date.parse("2100-06-01T00:00:00Z"));
  ids.push(uuidv7());
  expect(ids).toEqual([...new Set(ids)].sort());
});

test("ids sort as they were made, whichever of a process's bundles made them", async () => {
  vi.useFakeTimers({ now: Date.parse("2100-01-01T00:00:00Z") });
  const bundles = [await newProcess(), await anotherBundle()];
  const ids = Array.from({ length: 50 }, (_, n) => bundles[n % 2]?.uuidv7());
  expect(ids).toEqual([...new Set(ids)].sort());
});

test("ids made of a text are the same each time", () => {
  expect(uuidOf("a")).toBe(uuidOf("a"));
  expect(uuidOf("a")).not.toBe(uuidOf("b"));
});
