import { expect, it } from "vitest";
import { unitLimitOf } from "./fare-rules";

it("closes a cheap brand at its share, and the dearest only when the cabin is full", () => {
  expect(
    (["SAVER", "STANDARD", "FLEX", "BUSINESS"] as const).map((brand) => unitLimitOf(brand, 189)),
  ).toEqual([75, 151, 189, 189]);
  expect(unitLimitOf("SAVER", 1)).toBe(0);
});
