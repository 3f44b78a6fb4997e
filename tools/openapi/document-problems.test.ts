import { expect, test } from "vitest";
import { deliberateBreaks } from "./deliberate-breaks";
import { copyProblem, textOf, unmeantBreaks } from "./document-problems";

const document = (...paths: string[]) => ({
  openapi: "3.1.0",
  paths: Object.fromEntries(
    paths.map((each) => [each, { get: { operationId: each, responses: { "200": {} } } }]),
  ),
});
const both = document("/a", "/b");
const base = { ref: "0123456789ab", text: textOf(both) };
const given = (more: object = {}) => ({
  ...{ generated: both, committed: textOf(both), base, allowed: [] },
  ...more,
});

test("the copy has to be there, and to the letter what the operations say", () => {
  expect(copyProblem(given())).toBeNull();
  expect(copyProblem(given({ committed: null }))).toBe("it is not there");
  expect(copyProblem(given({ committed: textOf(both).replace("/a", "/c") }))).toMatch(
    "not what the operations",
  );
});

test("clients know the document of the base: to delete or edit the copy hides no break", () => {
  const generated = document("/a");
  const gone = ["GET /b is gone"];
  for (const committed of [null, textOf(both), textOf(generated)])
    expect(unmeantBreaks(given({ generated, committed }))).toEqual(gone);
  expect(unmeantBreaks(given({ generated, base: null }))).toEqual(gone);
  expect(unmeantBreaks(given({ generated, base: null, committed: null }))).toEqual([]);
});

test("a break that is meant is listed to the letter, with a reason", () => {
  const generated = document("/a");
  const allowed = (change: string, reason: string) =>
    unmeantBreaks(given({ generated, allowed: [{ change, reason }] }));
  const reason = "No client has asked it since the release of May.";
  expect(allowed("GET /b is gone", reason)).toEqual([]);
  expect(allowed("GET /b is gone", "  because      ")).toEqual(["GET /b is gone"]);
  expect(allowed("GET /c is gone", reason)).toEqual(["GET /b is gone"]);
  for (const { change, reason: why } of deliberateBreaks)
    expect([change, why.length >= 20]).toEqual([change, true]);
});
