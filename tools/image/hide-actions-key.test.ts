import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hideActionsKey } from "./hide-actions-key";

const KEY = Buffer.alloc(32, "key+/").toString("base64");
const MANIFEST = { node: { "40ab": { filename: "app/actions.ts" } }, edge: {}, encryptionKey: KEY };

let folder: string;
const file = (name: string) => path.join(folder, name);
const read = (name: string) => fs.readFileSync(file(name), "utf8");
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-actions-key-"));
  fs.writeFileSync(file("server-reference-manifest.json"), JSON.stringify(MANIFEST, null, 2));
  const script = `self.__RSC_SERVER_MANIFEST=${JSON.stringify(JSON.stringify(MANIFEST, null, 2))}`;
  fs.writeFileSync(file("server-reference-manifest.js"), script);
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test("both manifests lose the key and keep everything else", () => {
  const { encryptionKey: _, ...others } = MANIFEST;
  expect(hideActionsKey(folder, KEY)).toBe(2);
  expect(JSON.parse(read("server-reference-manifest.json"))).toEqual(others);
  const script = read("server-reference-manifest.js");
  expect(script).toMatch(/^self\.__RSC_SERVER_MANIFEST="/);
  expect(JSON.parse(JSON.parse(script.slice(script.indexOf("=") + 1)))).toEqual(others);
});

test("a key in any other file stops the build", () => {
  fs.writeFileSync(file("chunk.js"), `const key = "${KEY}"`);
  expect(() => hideActionsKey(folder, KEY)).toThrow("chunk.js");
});

test("without a given key the build keeps its own", () => {
  expect(hideActionsKey(folder, undefined)).toBe(0);
  expect(hideActionsKey(folder, "")).toBe(0);
  expect(read("server-reference-manifest.json")).toContain(KEY);
});
