import { expect, it } from "vitest";
import { failureSubject, isKeyExpression, keyOf } from "./expression";

const event = { name: "a/b", data: { flight: { id: "KE1" }, seats: 3, note: null, nul: "a\0b" } };

it.each([
  ["event.data.flight.id", "KE1"],
  ["event.data.seats", "3"],
  ['event.name + "-" + event.data.flight.id', "a/b-KE1"],
  ["'one key'", "one key"],
  ["event.data.missing.deep", "null"],
  ["event.data.constructor", "null"],
  ["event.data.nul", "ab"],
])("evaluates %s", (expression, key) => {
  expect(isKeyExpression(expression)).toBe(true);
  expect(keyOf(expression, event)).toBe(key);
});

it.each([
  "event.data.a == 1",
  "size(event.data)",
  "event",
  "event.data[0]",
  "process.exit()",
  "",
  "event.data.a +",
])("refuses %j", (expression) => {
  expect(isKeyExpression(expression)).toBe(false);
});

it("knows the expression of an onFailure trigger, and no other", () => {
  expect(failureSubject("event.data.function_id == 'shop-book'")).toBe("shop-book");
  expect(failureSubject("event.data.function_id != 'shop-book'")).toBeNull();
});
