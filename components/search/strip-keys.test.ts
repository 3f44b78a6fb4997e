import { expect, test } from "vitest";
import { indexAfterKey } from "./strip-keys";

test("arrows lead to the neighbours and stop at the ends", () => {
  expect(indexAfterKey(3, 7, "ArrowLeft")).toBe(2);
  expect(indexAfterKey(3, 7, "ArrowRight")).toBe(4);
  expect(indexAfterKey(0, 7, "ArrowLeft")).toBe(0);
  expect(indexAfterKey(6, 7, "ArrowRight")).toBe(6);
});

test("Home and End lead to the ends, and other keys stay what they are", () => {
  expect(indexAfterKey(3, 7, "Home")).toBe(0);
  expect(indexAfterKey(3, 7, "End")).toBe(6);
  for (const key of ["Tab", "Enter", "ArrowDown", "a"]) expect(indexAfterKey(3, 7, key), key).toBeNull();
  expect(indexAfterKey(-1, 7, "ArrowLeft")).toBeNull();
});
