import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "./api";
import { checkParams, createSessionParams, parseForm } from "./params";
import { StripeError } from "./stripe-error";

type Value = string | { [key: string]: Value };

/** Encodes as the `stripe` package does: indexed lists, brackets for objects. */
function encode(value: Value, name = ""): string[] {
  if (typeof value === "string") return [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`];
  return Object.entries(value).flatMap(([key, part]) => encode(part, name ? `${name}[${key}]` : key));
}

function errorOf(act: () => unknown): StripeError["details"] & { message?: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof StripeError) return { message: error.message, ...error.details };
    throw error;
  }
  return {};
}

describe("parseForm", () => {
  it("reads nested brackets, percent encoding, and lists without an index", () => {
    const name = "line_items[0][price_data][product_data][name]=GMP%20%E2%86%92+CJU";
    expect(parseForm(`${name}&expand[]=a&expand[]=b`)).toEqual({
      line_items: { 0: { price_data: { product_data: { name: "GMP → CJU" } } } },
      expand: { 0: "a", 1: "b" },
    });
  });

  it("refuses a name given twice, one that is both a value and an object, and what is no name", () => {
    for (const body of ["a=1&a=2", "a=1&a[b]=2", "a[b]c=1", "[a]=1", "a[[b]]=1", "a[1][2][3][4][5][6]=1"])
      expect(errorOf(() => parseForm(body)).message, body).toBeDefined();
    parseForm("__proto__[x]=1&a[__proto__][x]=1&constructor[prototype][x]=1");
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("gives back whatever was encoded", () => {
    const key = fc.stringMatching(/^[a-z_]{1,8}$/).filter((name) => name !== "__proto__");
    const leaf = fc.string({ maxLength: 12 });
    const nested = fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
    const form = fc.dictionary(key, fc.oneof(leaf, nested), { maxKeys: 4, noNullPrototype: true });
    fc.assert(
      fc.property(form, (value) => {
        expect(parseForm(encode(value).join("&"))).toEqual(value);
      }),
    );
  });
});

const ORDER =
  "mode=payment&success_url=http://localhost/ok&line_items[0][quantity]=2&line_items[0][price_data][currency]=krw" +
  "&line_items[0][price_data][unit_amount]=30000&line_items[0][price_data][product_data][name]=seat";
const check = (body: string) => checkParams(createSessionParams, parseForm(body));

describe("the parameters of a session", () => {
  it("are read as numbers, lists and texts", () => {
    const [item] = check(`${ORDER}&metadata[1]=a&customer_email=a%26b@example.com`).line_items;
    expect(item).toMatchObject({ quantity: 2, price_data: { unit_amount: 30_000 } });
  });

  it.each([
    [
      ORDER.replace("mode=payment", "mode=subscription"),
      { message: expect.stringContaining("Invalid mode") },
    ],
    [ORDER.replace("quantity]=2", "quantity]=0"), { param: "line_items[0][quantity]" }],
    [
      ORDER.replace("=30000", "=1.5"),
      { message: "Invalid integer", param: "line_items[0][price_data][unit_amount]" },
    ],
    [ORDER.replace("http://localhost/ok", "javascript:alert(1)"), { message: "Not a valid URL" }],
    [ORDER.replace("http://localhost/ok", ""), { code: "parameter_invalid_empty", param: "success_url" }],
    [`${ORDER}&tax[enabled]=true`, { code: "parameter_unknown", param: "tax" }],
    [ORDER.replace(/success_url=[^&]+&/, ""), { code: "parameter_missing", param: "success_url" }],
  ])("are refused in %s", (body, error) => {
    expect(errorOf(() => check(body))).toMatchObject(error);
  });
});

describe("fingerprint", () => {
  it("is the same for the same parameters in another order, and for nothing else", () => {
    expect(fingerprint("a[x]=1&a[y]=2&b=3")).toBe(fingerprint("b=3&a[y]=2&a[x]=1"));
    expect(fingerprint("amount=5")).not.toBe(fingerprint("amount=50"));
    expect(fingerprint("a=1&b=2")).not.toBe(fingerprint("a=1"));
    expect(fingerprint("a[b]=c")).not.toBe(fingerprint("a[0]=c"));
  });
});
