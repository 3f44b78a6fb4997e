import { describe, expect, it } from "vitest";
import { isBornTooLongAgo, typedBirthDate } from "./birth-date";

describe("a birth date", () => {
  it.each([
    "19900505",
    "１９９００５０５",
    "1990-05-05",
    "1990–05–05",
    "1990 - 05 - 05",
    "1990.05.05",
    "1990. 5. 5.",
    "1990/5/5",
    "1990년 5월 5일",
    "1990 년 5 월 5 일",
    "1990 . 5 . 5 .",
    "１９９０．５．５",
    " 19900505\u200B",
    "\u00A019900505\t",
  ])("typed %j is 1990-05-05", (typed) => {
    expect(typedBirthDate(typed)).toBe("1990-05-05");
  });

  it.each([
    "",
    "900505",
    "soon",
    "05/05/1990x",
    "119900505",
    "199005051",
    "11990-05-05",
    "1990-05-055",
    "1990-05-05 at noon",
    "1990x-05-05",
    "1990-05x-05",
    "1990-05-05x.",
  ])("typed %j stays for the schema to refuse", (typed) => {
    expect(typedBirthDate(typed)).toBe(typed);
  });

  it.each([
    ["1899-12-31", "2000-01-01", true],
    ["1900-01-01", "2000-01-01", false],
    ["0001-01-01", "2026-12-01", true],
    ["1906-12-01", "2026-12-01", false],
    ["1905-12-02", "2026-12-01", false],
    ["1905-12-01", "2026-12-01", true],
  ])("%s is too long ago on %s: %s", (birthDate, today, tooLong) => {
    expect(isBornTooLongAgo(birthDate, today)).toBe(tooLong);
  });
});
