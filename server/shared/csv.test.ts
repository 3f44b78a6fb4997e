import fc from "fast-check";
import { expect, test } from "vitest";
import { CSV_START, csvLine } from "./csv";

test("cells, quotes and Korean", () => {
  expect(CSV_START + csvLine(["이름", "좌석"])).toBe("\ufeff이름,좌석\r\n");
  expect(csvLine(['KIM, "A"', null, -2])).toBe('"KIM, ""A""",,-2\r\n');
});

test.each(["=1+1", "+82", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])("%j is not run as a formula", (text) => {
  expect(csvLine([text]).replace(/^"/, "")).toMatch(/^'/);
});

test("no cell begins a formula, whatever its text", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(csvLine([text]).replace(/^"/, "")).not.toMatch(/^[=+\-@\t]/);
    }),
  );
});
