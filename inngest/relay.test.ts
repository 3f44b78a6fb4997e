import { beforeEach, expect, test, vi } from "vitest";
import { createRelay } from "./relay";

/** The outbox: how many rows each look finds, and what happens meanwhile. */
const { relayBatch } = vi.hoisted(() => ({ relayBatch: vi.fn() }));
vi.mock("@/server/shared/outbox", () => ({ relayBatch, parkEvent: vi.fn() }));
beforeEach(() => relayBatch.mockReset().mockResolvedValue(0));

test("a nudge that comes while the last look finds nothing is followed by another look", async () => {
  const relay = createRelay(async () => {});
  relayBatch.mockImplementationOnce(async () => {
    await Promise.resolve();
    void relay.nudge();
    return 0;
  });
  await relay.nudge();
  expect(relayBatch).toHaveBeenCalledTimes(2);
});

test("one look at a time, however many nudge", async () => {
  let running = 0;
  let most = 0;
  relayBatch.mockImplementation(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return 0;
  });
  const relay = createRelay(async () => {});
  await Promise.all([relay.nudge(), relay.nudge(), relay.nudge()]);
  expect(most).toBe(1);
});
