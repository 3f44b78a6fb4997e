import { expect, test, vi } from "vitest";
import { forgetInBatches } from "./forget-in-batches";

test("continues while there is more", async () => {
  const batch = vi.fn(async () => ({ forgotten: 5, more: batch.mock.calls.length < 3 }));
  expect(await forgetInBatches(batch)).toBe(15);
});

test("stops when the time is used up, and leaves the rest to the next night", async () => {
  const batch = vi.fn(async () => ({ forgotten: 5, more: true }));
  expect(await forgetInBatches(batch, 0)).toBe(5);
});
