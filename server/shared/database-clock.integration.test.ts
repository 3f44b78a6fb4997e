import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { hasReservedConnections } from "@/db/pool-queue";
import { databaseClock, koreanToday } from "./database-clock";
import { log } from "./log";
import { KOREA_ZONE, toLocal } from "./time";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
afterAll(closeDatabase);

const asked = async () => {
  const { rows } = await database().execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  return Number(rows[0]?.ms);
};

test("the time and the day are the database's, also where the clock of the process is far away", async () => {
  vi.spyOn(log, "error").mockImplementation(() => {});
  for (const skewMs of [-600_000, 600_000, 3 * 86_400_000]) {
    vi.setSystemTime((await asked()) + skewMs);
    expect(Math.abs((await databaseClock()).getTime() - (await asked()))).toBeLessThan(1_000);
    expect(await koreanToday()).toBe(toLocal(new Date(await asked()), KOREA_ZONE).date);
  }
});

test("between two readings the measured time is added, and the database is not asked", async () => {
  const first = await databaseClock();
  const reads = vi.spyOn(database(), "execute");
  await new Promise((resolve) => setTimeout(resolve, 60));
  const second = await databaseClock();
  expect(second.getTime() - first.getTime()).toBeGreaterThanOrEqual(55);
  expect(reads).not.toHaveBeenCalled();
});

test("a process that was frozen reads the clock again, and requests of one moment share the reading", async () => {
  await databaseClock();
  const reads = vi.spyOn(database(), "execute");
  vi.setSystemTime(Date.now() + 31_000);
  await Promise.all(Array.from({ length: 5 }, databaseClock));
  expect(reads).toHaveBeenCalledTimes(1);
});

test("a reading needs no turn behind ordinary work, because a payment may wait for the same one", async () => {
  await databaseClock();
  const execute = database().execute;
  const rights: boolean[] = [];
  vi.spyOn(database(), "execute").mockImplementation((...given) => {
    rights.push(hasReservedConnections());
    return execute.apply(database(), given);
  });
  vi.setSystemTime(Date.now() + 31_000);
  await databaseClock();
  expect(rights).toEqual([true]);
});

test("a clock that differs by more than a minute is reported once, and again after it was right", async () => {
  const errors = vi.spyOn(log, "error").mockImplementation(() => {});
  const right = await asked();
  for (const skewMs of [0, 90_000, 130_000, 0, -90_000]) {
    vi.setSystemTime(right + skewMs);
    await databaseClock();
  }
  expect(errors.mock.calls.map(([facts]) => Math.sign((facts as { skewMs: number }).skewMs))).toEqual([
    1, -1,
  ]);
});
