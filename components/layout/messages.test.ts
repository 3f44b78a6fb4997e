import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Tree = { [key: string]: string | Tree };

const root = new URL("../../messages/", import.meta.url);
const files = (locale: string) => readdirSync(new URL(`${locale}/`, root)).sort();
const read = (locale: string, file: string): Tree =>
  JSON.parse(readFileSync(new URL(`${locale}/${file}`, root), "utf8"));

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

/** The arguments and tags of an ICU message, in order of name. */
const parts = (message: string) =>
  [
    ...new Set(
      [...message.matchAll(/\{\s*(\w+)\s*[,}]|<(\w+)>/g)].map(([, name, tag]) => name ?? `<${tag}>`),
    ),
  ].sort();

describe("messages", () => {
  it("has the same namespaces in both languages", () => {
    expect(files("en")).toEqual(files("ko"));
  });

  describe.each(files("ko"))("%s", (file) => {
    const ko = flatten(read("ko", file));
    const en = flatten(read("en", file));

    it("has the same keys in both languages, none empty", () => {
      expect([...en.keys()].sort()).toEqual([...ko.keys()].sort());
      for (const [key, text] of [...ko, ...en]) expect(text.trim(), key).not.toBe("");
    });

    it("takes the same arguments in both languages", () => {
      for (const [key, text] of ko) expect(parts(en.get(key) ?? ""), key).toEqual(parts(text));
    });
  });
});
