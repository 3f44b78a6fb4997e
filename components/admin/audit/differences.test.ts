import { expect, test } from "vitest";
import { differencesOf } from "./differences";

test("lists the fields that changed, were added or were taken away, and no others", () => {
  expect(
    differencesOf(
      { status: "HELD", version: 1, gone: true, same: [1, 2] },
      { status: "CREATED", version: 1, amount: 98_000, same: [1, 2] },
    ),
  ).toEqual([
    { field: "status", before: "HELD", after: "CREATED" },
    { field: "amount", before: undefined, after: "98000" },
    { field: "gone", before: "true", after: undefined },
  ]);
});

test("compares objects field by field, and lists as a whole", () => {
  expect(differencesOf({ a: { b: 1, c: 2 }, l: [1] }, { a: { b: 1, c: 3 }, l: [1, 2] })).toEqual([
    { field: "a.c", before: "2", after: "3" },
    { field: "l", before: "[1]", after: "[1,2]" },
  ]);
});

test("shows what was taken back to nothing", () => {
  expect(differencesOf({ missedAt: "2026-01-01" }, { missedAt: null })).toEqual([
    { field: "missedAt", before: "2026-01-01", after: "–" },
  ]);
  expect(differencesOf(null, null)).toEqual([]);
});

test("writes a list of texts without quotes", () => {
  expect(differencesOf({}, { seats: ["7A", "7B"], none: [] })).toEqual([
    { field: "seats", before: undefined, after: "7A, 7B" },
    { field: "none", before: undefined, after: "[]" },
  ]);
});
