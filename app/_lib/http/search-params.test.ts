import { expect, test } from "vitest";
import { filledValues, firstValues } from "./search-params";

test("the first of repeated parameters counts", () => {
  expect(firstValues({ from: ["GMP", "ICN"], to: "CJU", x: undefined })).toEqual({ from: "GMP", to: "CJU" });
});

test("filled values are trimmed, and empty ones are left out", () => {
  expect(filledValues({ q: [" K7XQ2M ", "x"], page: "  ", x: undefined })).toEqual({ q: "K7XQ2M" });
});
