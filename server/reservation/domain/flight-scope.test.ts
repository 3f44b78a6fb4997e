import { expect, test } from "vitest";
import { scopeOf, tripScope } from "./flight-scope";

test.each([
  ["KR", "KR", "DOMESTIC"],
  ["KR", "JP", "INTERNATIONAL"],
  ["JP", "KR", "INTERNATIONAL"],
  ["JP", "JP", "INTERNATIONAL"],
])("a flight from %s to %s is %s", (originCountry, destinationCountry, scope) => {
  expect(scopeOf({ originCountry, destinationCountry })).toBe(scope);
});

test("one international flight makes a trip international", () => {
  expect(tripScope(["DOMESTIC", "DOMESTIC"])).toBe("DOMESTIC");
  expect(tripScope(["DOMESTIC", "INTERNATIONAL"])).toBe("INTERNATIONAL");
});
