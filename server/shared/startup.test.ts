import { expect, test } from "vitest";
import { isWorkRunning, noteWorkRuns, startAfter } from "./startup";

test("a process is not ready before what it begins with has ended, well or not", async () => {
  let end: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  startAfter(
    new Promise<void>((resolve) => {
      end = resolve;
    }),
  );
  startAfter(
    new Promise<void>((_, reject) => {
      fail = reject;
    }),
  );
  noteWorkRuns();
  expect(isWorkRunning()).toBe(false);
  end();
  await Promise.resolve();
  expect(isWorkRunning()).toBe(false);
  fail(new Error("no"));
  await Promise.resolve();
  expect(isWorkRunning()).toBe(true);
});
