import { expect, it } from "vitest";
import { batcher } from "./batcher";

it("joins what arrives during a write, in order, up to the maximum", async () => {
  const writes: number[][] = [];
  const write = batcher(async (items: number[]) => {
    writes.push(items);
    await new Promise((resolve) => setImmediate(resolve));
    return items.map((item) => item * 10);
  }, 3);
  const results = await Promise.all([1, 2, 3, 4, 5].map(write));
  expect(results).toEqual([10, 20, 30, 40, 50]);
  expect(writes).toEqual([[1], [2, 3, 4], [5]]);
});

it("lets a bad item fail alone", async () => {
  const write = batcher(async (items: number[]) => {
    if (items.includes(2)) throw new Error("two");
    return items;
  });
  const results = await Promise.allSettled([0, 1, 2, 3].map(write));
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
});
