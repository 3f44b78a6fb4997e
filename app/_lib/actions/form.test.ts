import { expect, test } from "vitest";
import { formOf, resultsAddress, textField } from "./form";

const form = (fields: Record<string, string | Blob>) => {
  const all = new FormData();
  for (const [name, value] of Object.entries(fields)) all.append(name, value);
  return all;
};

test.each([undefined, null, 5, "x", [], { get: () => "x" }])(
  "%j is not a form, and has no fields",
  (sent) => {
    expect([...formOf(sent)]).toEqual([]);
  },
);

test("a field is text that one of our forms could send, or empty", () => {
  const sent = form({ a: "값", file: new Blob(["x"]), nul: "a\0b", long: "x".repeat(501) });
  expect(["a", "file", "nul", "long", "missing"].map((name) => textField(sent, name))).toEqual([
    "값",
    "",
    "",
    "",
    "",
  ]);
});

test("the way back to the results is an address that a header can carry, and leads nowhere else", () => {
  const to = (back: string) => resultsAddress(form({ back }));
  expect(to("/flights?from=GMP&to=CJU")).toBe("/flights?from=GMP&to=CJU");
  expect(to("/flights?서울\r\nX: 1")).toMatch(/^\/flights\?[\x21-\x7e]+$/);
  for (const other of ["", "//evil.example", "https://evil.example", "/flights"])
    expect(to(other)).toBe("/flights?");
});
