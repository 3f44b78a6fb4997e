import { describe, expect, test } from "vitest";
import { findRow, inForce, MissingPolicyError, requireRow } from "./policy-rows";

const spring = { name: "spring", validFrom: "2026-03-01", validTo: "2026-05-31" };
const open = { name: "open", validFrom: "2026-05-01", validTo: null };
const rows = [spring, open];
const any = () => true;

describe("a dated row", () => {
  test.each([
    ["2026-02-28", []],
    ["2026-03-01", ["spring"]],
    ["2026-04-30", ["spring"]],
    ["2026-05-01", ["spring", "open"]],
    ["2026-05-31", ["spring", "open"]],
    ["2026-06-01", ["open"]],
    ["2099-01-01", ["open"]],
  ])("holds from its first day to its last, both included: %s", (date, names) => {
    expect(inForce(rows, date).map((row) => row.name)).toEqual(names);
  });
});

describe("the row of a day", () => {
  test("is the one with the latest start, in any order of the table", () => {
    for (const table of [rows, rows.toReversed()])
      expect(requireRow(table, "2026-05-15", "season", any)).toBe(open);
  });

  test("matches, even if another row starts later", () => {
    expect(requireRow(rows, "2026-05-15", "season", (row) => row.name === "spring")).toBe(spring);
  });

  test.each([
    ["before the first row", rows, "2026-02-28", any],
    ["after the last row has ended", [spring], "2026-06-01", any],
    ["when none matches", rows, "2026-05-15", () => false],
    ["in an empty table", [], "2026-05-15", any],
  ])("is named in the error when it is missing %s", (_, table, date, matches) => {
    const missed = new MissingPolicyError(`No season in force on ${date}`);
    expect(findRow(table, date, matches)).toBeUndefined();
    expect(() => requireRow(table, date, "season", matches)).toThrow(missed);
  });

  test("has an error of its own name, so that logs show a fault of the policy tables", () => {
    expect(new MissingPolicyError("No season").name).toBe("MissingPolicyError");
    expect(String(new MissingPolicyError("No season"))).toBe("MissingPolicyError: No season");
  });
});
