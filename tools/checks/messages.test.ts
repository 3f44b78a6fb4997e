import { describe, expect, test } from "vitest";
import { compareMessages, placeholdersOf } from "./messages";

describe("messages of two languages", () => {
  test("the same keys and placeholders agree", () => {
    expect(compareMessages({ a: { b: "{name}님" } }, { a: { b: "Hello {name}" } })).toEqual([]);
  });

  test("a missing key is told for the language that lacks it", () => {
    expect(compareMessages({ a: "가" }, { b: "b" })).toEqual([
      "a is missing in English",
      "b is missing in Korean",
    ]);
  });

  test("an empty text is told", () => {
    expect(compareMessages({ a: " " }, { a: "x" })).toEqual(["a is empty in Korean"]);
  });

  test("another placeholder or tag is told", () => {
    expect(compareMessages({ a: "{count}석" }, { a: "{seats} seats" })).toHaveLength(1);
    expect(compareMessages({ a: "<b>석</b>" }, { a: "seats" })).toHaveLength(1);
  });
});

test.each([
  ["{count, plural, one {# seat} other {# seats}}", ["count"]],
  ["{count, plural, other {{name} 외 #명}}", ["count", "name"]],
  ["{kind, select, adult {Adult} child {Child} other {{age} seat}}", ["age", "kind"]],
  ["{at, date, long} <link>here</link>", ["<link>", "at"]],
  ["it''s '{literal}' {real}", ["real"]],
])("placeholders of %s", (message, names) => {
  expect(placeholdersOf(message)).toEqual(names);
});

test("unbalanced braces are an error", () => {
  expect(() => placeholdersOf("{count, plural, other {# seats}")).toThrow("unbalanced");
  expect(() => placeholdersOf("seats}")).toThrow("unbalanced");
});
