import { expect, test, vi } from "vitest";
import { hasReservedConnections, withReservedConnections } from "@/db/pool-queue";
import { enterRequest, requestFacts } from "@/server/shared/request-facts";
import { createPump, type Pass } from "./pump";

const pumpOf = (pass: () => Promise<Pass>, restAfter?: (done: number) => number) =>
  createPump(pass, { name: "test", ...(restAfter && { restAfter }) });
const tick = () => new Promise((resolve) => setImmediate(resolve));

test("runs passes until nothing is left", async () => {
  const pass = vi.fn<() => Promise<Pass>>().mockResolvedValueOnce({ done: 1 }).mockResolvedValue("empty");
  await pumpOf(pass).nudge();
  expect(pass).toHaveBeenCalledTimes(2);
});

test("a nudge during the last pass is followed by another pass", async () => {
  const pass = vi.fn<() => Promise<Pass>>().mockResolvedValue("empty");
  const pump = pumpOf(pass);
  pass.mockImplementationOnce(async () => {
    await tick();
    void pump.nudge();
    return "empty";
  });
  await pump.nudge();
  expect(pass).toHaveBeenCalledTimes(2);
});

test("a pass that a payment in progress has nudged works without its reserved connections and its request", async () => {
  const found: unknown[] = [];
  const pump = pumpOf(async () => {
    found.push(hasReservedConnections(), requestFacts());
    return "empty";
  });
  await withReservedConnections(async () => {
    enterRequest({ requestId: "1", method: "POST", route: "/api/payments/webhook" });
    await pump.nudge();
    found.push(hasReservedConnections(), requestFacts()?.requestId);
  });
  expect(found).toEqual([false, undefined, true, "1"]);
});

test("only one pass runs at a time, however many callers nudge", async () => {
  let running = 0;
  let most = 0;
  const pump = pumpOf(async () => {
    most = Math.max(most, ++running);
    await tick();
    running--;
    return "empty";
  });
  await Promise.all([pump.nudge(), pump.nudge(), pump.nudge()]);
  expect(most).toBe(1);
});

test("runs another pass after the time that a pass gave", async () => {
  const pass = vi
    .fn<() => Promise<Pass>>()
    .mockResolvedValueOnce({ againInMs: 1 })
    .mockResolvedValue("empty");
  await pumpOf(pass).nudge();
  expect(pass).toHaveBeenCalledTimes(2);
});

test("the first nudge after a rest is served at once, those right after it share a later pass", async () => {
  const began: number[] = [];
  const pump = pumpOf(
    async () => {
      began.push(performance.now());
      return "empty";
    },
    () => 60,
  );
  const asked = performance.now();
  await pump.nudge();
  await Promise.all([pump.nudge(), pump.nudge()]);
  const [first = 0, second = 0, ...others] = began;
  expect(first - asked).toBeLessThan(50);
  expect(second - first).toBeGreaterThanOrEqual(59);
  expect(others).toEqual([]);
});

test("the rest depends on how much the last pass did", async () => {
  const began: number[] = [];
  const results: Pass[] = [{ done: 7 }, { done: 1 }, "empty"];
  const pump = pumpOf(
    async () => {
      began.push(performance.now());
      return results[began.length - 1] ?? "empty";
    },
    (done) => 10 * done,
  );
  await pump.nudge();
  const [first = 0, second = 0, third = 0] = began;
  // A timer may fire a little early by this clock.
  expect(second - first).toBeGreaterThanOrEqual(60);
  expect(third - second).toBeGreaterThanOrEqual(9);
  expect(third - second).toBeLessThan(60);
});

test("a failed pass is retried by itself after growing pauses, and nudges do not shorten them", async () => {
  vi.useFakeTimers();
  try {
    const pass = vi.fn<() => Promise<Pass>>().mockRejectedValue(new Error("away"));
    const pump = pumpOf(pass);
    await pump.nudge();
    await Promise.all([pump.nudge(), pump.nudge()]);
    expect(pass).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(pass).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(pass).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(pass).toHaveBeenCalledTimes(3);
    pass.mockResolvedValue("empty");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pass).toHaveBeenCalledTimes(4);
    await pump.nudge();
    expect(pass).toHaveBeenCalledTimes(5);
    await pump.stop();
  } finally {
    vi.useRealTimers();
  }
});

test("polls until it is stopped", async () => {
  vi.useFakeTimers();
  try {
    const pass = vi.fn<() => Promise<Pass>>().mockResolvedValue("empty");
    const pump = pumpOf(pass);
    pump.start(5);
    await vi.advanceTimersByTimeAsync(10_100);
    expect(pass).toHaveBeenCalledTimes(3);
    await pump.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pass).toHaveBeenCalledTimes(3);
  } finally {
    vi.useRealTimers();
  }
});
