import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { buildContext } from "./build-context";

/** What docs/deploy.md, `vercel link` and `vercel pull` leave in a checkout. */
const SECRET_FILES = [".env", ".env.production.local", "server-actions.key", ".vercel/.env.production.local"];
const RULES = fs.readFileSync(path.join(ROOT, ".dockerignore"), "utf8");
let folder = "";

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-context-"));
  for (const file of [...SECRET_FILES, "proxy.ts"]) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), "");
  }
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("no file with a secret gets into an image's build", () => {
  expect(buildContext(folder, RULES)).toEqual(["proxy.ts"]);
});

// Vercel's command line uploads what Git would take, unless there is a .vercelignore.
test("nor into a commit, nor into an upload to Vercel", () => {
  expect(fs.existsSync(path.join(ROOT, ".vercelignore"))).toBe(false);
  fs.copyFileSync(path.join(ROOT, ".gitignore"), path.join(folder, ".gitignore"));
  const git = (...args: string[]) => spawnSync("git", args, { cwd: folder, encoding: "utf8" }).stdout.trim();
  git("init", "--quiet");
  expect(git("ls-files", "--others", "--exclude-standard").split("\n").sort()).toEqual([
    ".gitignore",
    "proxy.ts",
  ]);
});
