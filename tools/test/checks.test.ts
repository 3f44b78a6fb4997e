import { expect, test } from "vitest";
import { counted } from "./checks";

test("tests are counted as they ended", () => {
  expect(counted(true, 5, 0)).toEqual({ passed: 5, failed: 0 });
  expect(counted(false, 5, 2)).toEqual({ passed: 5, failed: 2 });
});

test("a run that broke outside of its tests is a failure", () => {
  expect(counted(false, 5, 0)).toEqual({ passed: 5, failed: 1 });
});

test("a run without any test is a failure, not a success", () => {
  expect(counted(true, 0, 0)).toEqual({ passed: 0, failed: 1 });
});
