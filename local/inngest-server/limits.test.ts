import { expect, it } from "vitest";
import { Limits } from "./limits";

it("takes a place under every limit or none", () => {
  const limits = new Limits();
  expect(limits.take(["2:f:0:", "1:f:1:a"])).toBe(true);
  expect(limits.take(["2:f:0:", "1:f:1:a"])).toBe(false);
  expect(limits.take(["2:f:0:", "1:f:1:b"])).toBe(true);
  expect(limits.take(["2:f:0:", "1:f:1:c"])).toBe(false);
  expect(limits.exhausted().sort()).toEqual(["1:f:1:a", "1:f:1:b", "2:f:0:"]);
  limits.release(["2:f:0:", "1:f:1:a"]);
  expect(limits.take(["2:f:0:", "1:f:1:c"])).toBe(true);
});

it("counts calls that a dead server left behind", () => {
  const limits = new Limits();
  limits.inherit(["1:f:0:"]);
  expect(limits.take(["1:f:0:"])).toBe(false);
  limits.inherit([]);
  expect(limits.take(["1:f:0:"])).toBe(true);
});
