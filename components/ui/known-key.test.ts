import { expect, it } from "vitest";
import { knownKey } from "./known-key";

it("keeps a key that the page knows, and falls back on any other", () => {
  expect(knownKey(["SOLD_OUT", "UNAVAILABLE"], "SOLD_OUT", "OTHER")).toBe("SOLD_OUT");
  for (const reported of ["TEAPOT", undefined, null, 1])
    expect(knownKey(["SOLD_OUT", "UNAVAILABLE"], reported, "OTHER")).toBe("OTHER");
});
