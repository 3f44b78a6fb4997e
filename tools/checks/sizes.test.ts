import { expect, test } from "vitest";
import { oversized } from "./sizes";

const body = (lines: number) =>
  Array.from({ length: lines }, (_, line) => `  console.log(${line});`).join("\n");
const fileOf = (text: string, path = "server/trip/verb.ts") => ({ path, text });

test("a function of 50 lines and a file of 200 pass", () => {
  expect(oversized(fileOf(`function f() {\n${body(48)}\n}\n`))).toEqual([]);
  expect(oversized(fileOf(`${body(200)}\n`))).toEqual([]);
});

test("a function of 51 lines is named with its place", () => {
  expect(oversized(fileOf(`\nexport async function longVerb() {\n${body(49)}\n}\n`))).toEqual([
    "server/trip/verb.ts:2 longVerb has 51 lines, over 50",
  ]);
});

test.each([
  ["an arrow", `const longArrow = () => {\n${body(49)}\n};`, "longArrow"],
  ["a method", `class A {\nlongMethod() {\n${body(49)}\n}\n}`, "longMethod"],
  ["a property", `const a = { longProperty: () => {\n${body(49)}\n} };`, "longProperty"],
  ["a callback", `run(() => {\n${body(49)}\n});`, "a function without a name"],
])("%s of 51 lines is found", (_, text, name) => {
  expect(oversized(fileOf(text)).join()).toContain(`${name} has 51 lines`);
});

test("a component in TSX is read too", () => {
  const text = `export function Page() {\n  return <p>\n${"a\n".repeat(47)}  </p>;\n}\n`;
  expect(oversized(fileOf(text, "app/page.tsx"))).toEqual(["app/page.tsx:1 Page has 51 lines, over 50"]);
});

test("a file of 201 lines is found", () => {
  expect(oversized(fileOf(`${body(201)}\n`))).toEqual(["server/trip/verb.ts has 201 lines, over 200"]);
});
