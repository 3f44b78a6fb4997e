import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "./errors";
import { isStorable, parse } from "./parse";

const schema = z.object({
  name: z.string(),
  people: z.array(z.object({ surname: z.string() })).default([]),
  more: z.unknown().optional(),
});

function fieldErrors(input: unknown) {
  try {
    parse(schema, input);
    return null;
  } catch (error) {
    return error instanceof AppError ? [error.code, error.details.fieldErrors] : error;
  }
}

test("text that PostgreSQL cannot store is refused at its field, at any depth", () => {
  expect(fieldErrors({ name: "KIM" })).toBeNull();
  expect(fieldErrors({ name: "K\0M" })).toEqual(["INVALID_INPUT", { name: "invalid" }]);
  expect(fieldErrors({ name: "KIM", people: [{ surname: "LEE" }, { surname: "\ud83d" }] })).toEqual([
    "INVALID_INPUT",
    { "people.1.surname": "invalid" },
  ]);
  expect(fieldErrors({ name: "KIM", more: { a: [{ b: "\0" }] } })).toEqual([
    "INVALID_INPUT",
    { "more.a.0.b": "invalid" },
  ]);
});

test("characters outside of the basic plane are accepted", () => {
  expect(isStorable("😀 한글 é")).toBe(true);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => isStorable(text) === !text.includes("\0")),
  );
});

test("a deep value does not exhaust the stack", () => {
  let deep: unknown = "\0";
  for (let n = 0; n < 20_000; n++) deep = [deep];
  expect(() => parse(z.object({ more: z.unknown() }), { more: deep })).toThrow(AppError);
});
