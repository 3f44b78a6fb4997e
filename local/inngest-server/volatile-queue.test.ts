import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openVolatileQueue } from "./volatile-queue";

const logs: string[] = [];
const log = (line: string) => logs.push(line);

beforeEach(() => {
  vi.useFakeTimers();
  logs.length = 0;
});
afterEach(() => vi.useRealTimers());

it("stores together what gathers within the wait, and not before", async () => {
  const stored: number[] = [];
  const queue = openVolatileQueue<number>(50, async (item) => void stored.push(item), log);
  queue.add(1);
  await vi.advanceTimersByTimeAsync(49);
  queue.add(2);
  expect(stored).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(stored).toEqual([1, 2]);
  queue.add(3);
  await vi.advanceTimersByTimeAsync(50);
  expect(stored).toEqual([1, 2, 3]);
});

it("loses what waits when it is stopped", async () => {
  const stored: number[] = [];
  const queue = openVolatileQueue<number>(50, async (item) => void stored.push(item), log);
  queue.add(1);
  await vi.advanceTimersByTimeAsync(50);
  queue.add(2);
  queue.add(3);
  expect(queue.stop()).toBe(2);
  queue.add(4);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stored).toEqual([1]);
});

it("tries again while the store is away, and says so when an item cannot be stored", async () => {
  const stored: number[] = [];
  let away = true;
  const store = async (item: number) => {
    if (item === 7) throw Object.assign(new Error("bad value"), { code: "22021" });
    if (away) throw Object.assign(new Error("no connection"), { code: "08006" });
    stored.push(item);
  };
  const queue = openVolatileQueue<number>(50, store, log);
  queue.add(1);
  queue.add(7);
  await vi.advanceTimersByTimeAsync(200);
  expect([stored, logs]).toEqual([[], ["an acknowledged event is lost: database error 22021"]]);
  away = false;
  await vi.advanceTimersByTimeAsync(50);
  expect(stored).toEqual([1]);
});
