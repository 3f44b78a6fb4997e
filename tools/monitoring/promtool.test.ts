import { expect, test } from "vitest";
import { reasonToSkip } from "./promtool";

test("without promtool, and without a way to get it, its tests are skipped with a reason", () => {
  expect(reasonToSkip(() => null, false)).toContain("it is not there");
});

test.each([
  ["where it is there", "/usr/bin/promtool", false],
  ["in a CI, even without it", null, true],
])("they run %s", (_, found, isCi) => {
  expect(reasonToSkip(() => found, isCi)).toBeNull();
});
