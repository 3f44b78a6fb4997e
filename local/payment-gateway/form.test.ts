import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FormObject, type FormValue, parseForm } from "./form";
import { StripeError } from "./stripe-error";

/** Encodes as the `stripe` package does: indexed lists, brackets for objects. */
function encode(value: FormValue, name = ""): string[] {
  if (typeof value === "string") return [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`];
  const inner = (key: string) => (name ? `${name}[${key}]` : key);
  return Object.entries(value).flatMap(([key, part]) => encode(part as FormValue, inner(key)));
}

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof StripeError) return error.body.code;
    throw error;
  }
  return undefined;
}

describe("parseForm", () => {
  it("reads nested brackets, lists and percent encoding", () => {
    const body =
      "mode=payment&line_items[0][price_data][product_data][name]=GMP%20%E2%86%92+CJU&expand[0]=a&expand[1]=b";
    expect(parseForm(body)).toEqual({
      mode: "payment",
      line_items: [{ price_data: { product_data: { name: "GMP → CJU" } } }],
      expand: ["a", "b"],
    });
  });

  it("reads lists without an index, and keys in any order", () => {
    expect(parseForm("expand[]=a&expand[]=b")).toEqual({ expand: ["a", "b"] });
    expect(parseForm("list[1]=b&list[0]=a")).toEqual({ list: ["a", "b"] });
  });

  it("keeps an object whose numeric keys have gaps an object", () => {
    expect(parseForm("metadata[1]=a&metadata[3]=b")).toEqual({ metadata: { 1: "a", 3: "b" } });
  });

  it("refuses a name given twice, or as both a value and an object", () => {
    expect(codeOf(() => parseForm("a=1&a=2"))).toBe("parameter_invalid");
    expect(codeOf(() => parseForm("a=1&a[b]=2"))).toBe("parameter_invalid");
  });

  it("refuses names that would reach an object's prototype, and names that are no names", () => {
    for (const name of [
      "__proto__[x]",
      "a[__proto__][x]",
      "constructor[prototype][x]",
      "a[b]c",
      "[a]",
      "a[[b]]",
    ]) {
      expect(
        codeOf(() => parseForm(`${encodeURIComponent(name)}=1`)),
        name,
      ).toBe("parameter_unknown");
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("gives back whatever was encoded", () => {
    const key = fc
      .stringMatching(/^[a-z_]{1,8}$/)
      .filter((name) => name !== "constructor" && name !== "__proto__");
    const leaf = fc.string({ maxLength: 12 });
    const list = fc.array(leaf, { minLength: 1, maxLength: 4 });
    const nested = fc.dictionary(key, fc.oneof(leaf, list), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    });
    const form = fc.dictionary(key, fc.oneof(leaf, list, nested), { maxKeys: 4, noNullPrototype: true });
    fc.assert(
      fc.property(form, (value) => {
        expect(parseForm(encode(value as FormObject).join("&"))).toEqual(value);
      }),
    );
  });
});
