import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPostgres } from "@/tools/postgres/postgres";
import { ROOT } from "@/tools/root";
import { thisProcess } from "./lock-file";
import { writeRun } from "./run-file";

let dataDir: string;
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "msa-reset-"));
});
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

const reset = () =>
  spawnSync(process.execPath, ["--import", "tsx", "tools/start/reset.ts"], {
    cwd: ROOT,
    env: { ...process.env, MSA_DATA_DIR: dataDir },
    encoding: "utf8",
  });

test("empties the folder and ends the database that a killed run left", async () => {
  const server = await startPostgres({ dataDir: path.join(dataDir, "postgres") });
  fs.writeFileSync(path.join(dataDir, "secrets.json"), "{}");
  expect(reset().status).toBe(0);
  await server.exited;
  expect(fs.readdirSync(dataDir)).toEqual([]);
});

test("refuses while the airline runs", () => {
  writeRun(dataDir, { supervisor: thisProcess(), startedAt: "", addresses: {}, parts: [] });
  const { status, stderr } = reset();
  expect(status).toBe(1);
  expect(stderr).toContain("stop it first");
  expect(fs.readdirSync(dataDir)).toContain("run.json");
});

test("leaves a folder alone that is not a data folder", () => {
  fs.writeFileSync(path.join(dataDir, "thesis.txt"), "years of work");
  expect(reset().status).toBe(1);
  expect(fs.readdirSync(dataDir)).toEqual(["thesis.txt"]);
});
