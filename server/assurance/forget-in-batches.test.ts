import { expect, test, vi } from "vitest";
import { inBatches } from "./in-batches";

test("goes on while there is more", async () => {
  const batch = vi.fn(async () => ({ forgotten: 5, more: batch.mock.calls.length < 3 }));
  expect(await inBatches(batch)).toBe(15);
});

test("stops when time is up: the rest waits for the next night", async () => {
  const batch = vi.fn(async () => ({ forgotten: 5, more: true }));
  expect(await inBatches(batch, 0)).toBe(5);
});
