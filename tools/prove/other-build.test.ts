import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renameBuild } from "./other-build";

const ACTION = "40b3374d5c13c14ead294435000cad4d23dd2b64e3";
let folder = "";
const at = (...parts: string[]) => path.join(folder, ...parts);
const read = (...parts: string[]) => fs.readFileSync(at(...parts), "utf8");
const write = (text: string, ...parts: string[]) => {
  fs.mkdirSync(path.dirname(at(...parts)), { recursive: true });
  fs.writeFileSync(at(...parts), text);
};

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-build-"));
  const dist = "one/standalone/.next";
  write("buildbuildbuild", dist, "BUILD_ID");
  write(`import "0abcdefgh_1-x.js"; call("${ACTION}")`, dist, "static/chunks/0abcdefgh_1-x.js");
  write("p{}", dist, "static/chunks/0zzzzzzz.css");
  write("", dist, "static/buildbuildbuild/_ssgManifest.js");
  write(JSON.stringify({ node: { [ACTION]: {} } }), dist, "server/server-reference-manifest.json");
  write(`<script src="/_next/static/chunks/0abcdefgh_1-x.js">buildbuildbuild`, dist, "server/page.html");
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test("a renamed build shares no name with the first, and each name still leads to its file", () => {
  renameBuild(at("one"), at("two"), "v2", { actions: false });
  const dist = "two/standalone/.next";
  expect(read(dist, "BUILD_ID")).toBe("buildbuildbuiv2");
  expect(fs.readdirSync(at(dist, "static"))).toEqual(["buildbuildbuiv2", "chunks"]);
  expect(fs.readdirSync(at(dist, "static/chunks"))).toEqual(["0abcdefgh_1v2.js", "0zzzzzv2.css"]);
  expect(read(dist, "server/page.html")).toBe(
    '<script src="/_next/static/chunks/0abcdefgh_1v2.js">buildbuildbuiv2',
  );
  expect(read(dist, "static/chunks/0abcdefgh_1v2.js")).toBe(`import "0abcdefgh_1v2.js"; call("${ACTION}")`);
  expect(read("one/standalone/.next/BUILD_ID")).toBe("buildbuildbuild");
});

test("on request the server actions have other ids, too", () => {
  renameBuild(at("one"), at("three"), "a3", { actions: true });
  const dist = "three/standalone/.next";
  const other = `${ACTION.slice(0, -2)}a3`;
  expect(JSON.parse(read(dist, "server/server-reference-manifest.json"))).toEqual({ node: { [other]: {} } });
  expect(read(dist, "static/chunks/0abcdefgh_1a3.js")).toContain(other);
});
