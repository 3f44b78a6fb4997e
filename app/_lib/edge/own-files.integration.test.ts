import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { uuidv7 } from "@/server/shared/ids";
import { isWorkRunning, noteWorkRuns } from "@/server/shared/startup";
import { KeptFiles } from "./kept-files";
import { keepOwnFiles, readOwnFiles } from "./own-files";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-own-files-"));
const buildId = uuidv7();
afterAll(async () => {
  await closeDatabase();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("a process is ready once another one can give its files", async () => {
  fs.mkdirSync(path.join(folder, buildId));
  fs.writeFileSync(path.join(folder, buildId, "a.js"), "one");
  fs.writeFileSync(path.join(folder, `${buildId}.css`), "two");
  const names = [`/_next/static/${buildId}/a.js`, `/_next/static/${buildId}.css`];
  const files = readOwnFiles(folder);
  expect([...files.keys()].sort()).toEqual(names.sort());
  noteWorkRuns();
  expect(isWorkRunning()).toBe(true);
  keepOwnFiles(files);
  expect(isWorkRunning()).toBe(false);
  await expect.poll(isWorkRunning, { timeout: 10_000 }).toBe(true);
  const other = new KeptFiles();
  for (const name of names) expect(await other.find(name)).not.toBeNull();
});

test("a process without a folder of files keeps none", () => {
  expect(readOwnFiles(path.join(folder, "no-such-folder")).size).toBe(0);
  keepOwnFiles(new Map());
  expect(isWorkRunning()).toBe(true);
});
