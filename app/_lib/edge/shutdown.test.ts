import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isDraining, setDraining } from "@/server/shared/draining";
import { readiness } from "@/server/shared/readiness";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

const others = process.listeners("SIGTERM");
const close = vi.fn();

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  process.removeAllListeners("SIGTERM");
  process.on("SIGTERM", close);
  for (const [name, value] of Object.entries({
    ...TEST_ENVIRONMENT,
    DATABASE_URL: "postgres://127.0.0.1:1/x",
  }))
    vi.stubEnv(name, value);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  setDraining(false);
  process.removeAllListeners("SIGTERM");
  for (const listener of others) process.on("SIGTERM", listener);
  close.mockReset();
});

test("a process that is asked to end is not ready at once, and closes after the pause", async () => {
  vi.stubEnv("SHUTDOWN_PAUSE_MS", "3000");
  const { drainBeforeClosing } = await import("./shutdown");
  drainBeforeClosing();
  expect(isDraining()).toBe(false);
  process.emit("SIGTERM", "SIGTERM");
  expect(isDraining()).toBe(true);
  expect(await readiness()).toBe("shutting-down");
  vi.advanceTimersByTime(2_999);
  expect(close).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(close).toHaveBeenCalledWith("SIGTERM");
});

test("without a listener for SIGTERM none is added", async () => {
  process.removeAllListeners("SIGTERM");
  const { drainBeforeClosing } = await import("./shutdown");
  drainBeforeClosing();
  expect(process.listenerCount("SIGTERM")).toBe(0);
});
