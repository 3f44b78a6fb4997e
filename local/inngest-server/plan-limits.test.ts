import { expect, it } from "vitest";
import type { FunctionConfig } from "./function-config";
import { planProblems } from "./plan-limits";

const fn = (id: string, batch: FunctionConfig["batch"] = null): FunctionConfig => ({
  ...{ id, url: "http://localhost:3000/x", maxAttempts: 5, events: [], crons: [], concurrency: [] },
  batch,
});

it("tells what does not fit a plan, function by function", () => {
  const fits = fn("small", { maxSize: 5, timeoutMs: 30_000, key: null });
  const large = fn("large", { maxSize: 6, timeoutMs: 30_001, key: null });
  expect(planProblems([fits, fn("plain")], "free")).toEqual([]);
  expect(planProblems([fits, large], "free")).toEqual([
    "large: batches of 6 events, of 5",
    "large: batches wait 30001 ms, of 30000",
  ]);
  expect(planProblems([fits, large], "pro")).toEqual([]);
  const many = Array.from({ length: 101 }, (_, n) => fn(`f${n}`));
  expect(planProblems(many, "free")).toEqual(["101 functions of 100"]);
  expect(planProblems(many, "business")).toEqual([]);
});
