import fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf } from "./csv";

test("rows, quotes and Korean", () => {
  expect(
    csvOf([
      ["이름", "좌석"],
      ['KIM, "A"', null],
      [1, -2],
    ]),
  ).toBe('\ufeff이름,좌석\r\n"KIM, ""A""",\r\n1,-2\r\n');
});

test.each(["=1+1", "+82", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])("%j is not run as a formula", (text) => {
  expect(csvOf([[text]]).replace(/^\ufeff"?/, "")).toMatch(/^'/);
});

test("no cell begins a formula, whatever its text", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(csvOf([[text]]).replace(/^\ufeff"?/, "")).not.toMatch(/^[=+\-@\t]/);
    }),
  );
});
