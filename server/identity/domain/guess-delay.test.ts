import { expect, test } from "vitest";
import { guessDelayMs } from "./guess-delay";

test.each([
  [1, 0],
  [20, 0],
  [21, 250],
  [22, 500],
  [25, 4_000],
  [100_000, 4_000],
])("try %i in an hour waits %i ms", (tries, delay) => expect(guessDelayMs(tries)).toBe(delay));
