import { expect, test } from "vitest";
import { availabilityInput } from "./search-schemas";

const fields = (query: object) =>
  availabilityInput
    .safeParse({ from: "GMP", to: "CJU", ...query })
    .error?.issues.map(({ path }) => path.join("."));

test("what is no day is refused at its field, and nothing is thrown", () => {
  expect(fields({ first: "A!", last: "x" })).toEqual(["first", "last"]);
  expect(fields({ first: "2026-12-01", last: "x" })).toEqual(["last"]);
  expect(fields({ first: "2026-12-05", last: "2026-12-01" })).toEqual(["last"]);
  expect(fields({ first: "2026-12-01", last: "2029-12-01" })).toEqual(["last"]);
  expect(fields({ first: "2026-12-01", last: "2026-12-31" })).toBeUndefined();
});
