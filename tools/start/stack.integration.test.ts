import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isSameProcess, waitForExit } from "./processes";
import { holderOf, readRun } from "./run-file";
import { type Stack, type StackOptions, startStack } from "./stack";

/** Stands in for the built site: healthy at once, says which database it was given, leaves on SIGTERM. */
const SITE = `
const http = require("node:http");
console.log("site starts");
if (process.env.FAIL) { console.error("broken on purpose"); process.exit(3); }
http.createServer((request, response) => response.end(process.env.DATABASE_URL)).listen(process.env.PORT, "127.0.0.1");
`;

let folder: string;
let stacks: Stack[] = [];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-stack-"));
  fs.mkdirSync(path.join(folder, "dist/standalone"), { recursive: true });
  fs.writeFileSync(path.join(folder, "dist/standalone/server.js"), SITE);
});
afterEach(async () => {
  await Promise.all(stacks.map((stack) => stack.stop()));
  stacks = [];
  fs.rmSync(folder, { recursive: true, force: true });
});

const options = (more: StackOptions = {}): StackOptions => ({
  dataDir: path.join(folder, "data"),
  distDir: path.join(folder, "dist"),
  parts: ["postgres", "app"],
  env: {},
  postgresFlags: ["-c", "shared_buffers=16MB", "-c", "fsync=off"],
  ...more,
});

async function start(more: StackOptions = {}): Promise<Stack> {
  const stack = await startStack(options(more));
  stacks.push(stack);
  return stack;
}

test("parts are killed and started again one by one, on the same addresses", async () => {
  const stack = await start({ apps: 2 });
  const crashes: string[] = [];
  stack.onCrash((part) => crashes.push(part.name));
  const [first, second] = stack.apps;
  const { url, pid } = first!;
  expect(await (await fetch(url)).text()).toBe(stack.postgres!.url);
  await first!.kill();
  await expect(fetch(url)).rejects.toThrow();
  expect((await fetch(second!.url)).ok).toBe(true);
  await first!.start();
  expect(first!.url).toBe(url);
  expect(first!.pid).not.toBe(pid);
  const databaseUrl = stack.postgres!.url;
  await stack.postgres!.kill();
  await stack.postgres!.start();
  expect(stack.postgres!.url).toBe(databaseUrl);
  expect(crashes).toEqual([]);
});

test("stopping leaves no process, no run file; the run file tells the truth before", async () => {
  const stack = await start();
  const record = readRun(stack.dataDir)!;
  expect(record.parts.map((part) => part.name)).toEqual(["postgres", "app"]);
  expect(record.addresses.app).toBe(stack.app.url);
  await stack.stop();
  for (const part of record.parts) expect(isSameProcess(part.pid, part.identity)).toBe(false);
  expect(readRun(stack.dataDir)).toBeNull();
});

test("a part that dies by itself is reported, once", async () => {
  const stack = await start();
  const crashed = new Promise((resolve) => stack.onCrash((part, how) => resolve([part.name, how])));
  process.kill(stack.app.pid!, "SIGKILL");
  expect(await crashed).toEqual(["app", "ended by SIGKILL"]);
});

test("PostgreSQL that dies by itself is reported too", async () => {
  const stack = await start();
  const crashed = new Promise((resolve) => stack.onCrash((part) => resolve(part.name)));
  process.kill(stack.postgres!.pid!, "SIGKILL");
  expect(await crashed).toBe("postgres");
});

test("a part that is frozen is not alive, PostgreSQL too; one that is stopped is not judged", async () => {
  const stack = await start();
  const parts = [stack.app, stack.postgres!];
  const alive = () => Promise.all(parts.map((part) => part.isAlive(500)));
  expect(await alive()).toEqual([true, true]);
  for (const { pid } of parts) process.kill(pid!, "SIGSTOP");
  expect(await alive()).toEqual([false, false]);
  for (const { pid } of parts) process.kill(pid!, "SIGCONT");
  await expect.poll(alive).toEqual([true, true]);
  await stack.app.stop();
  expect(await alive()).toEqual([true, true]);
});

test("a start that fails says why with the log's end, and leaves nothing behind", async () => {
  const failing = startStack(options({ partEnv: { app: { FAIL: "1" } } }));
  await expect(failing).rejects.toThrow(/exit code 3[\s\S]*broken on purpose/);
  expect(readRun(path.join(folder, "data"))).toBeNull();
});

test("all killed at once: the next start finds the data again", async () => {
  const stack = await start();
  await stack.killAll();
  await stack.start();
  expect((await fetch(stack.app.url)).ok).toBe(true);
});

test("a part whose supervisor was killed ends by itself", async () => {
  const script = path.join(folder, "supervisor.mts");
  const module = path.join(import.meta.dirname, "stack.ts");
  fs.writeFileSync(
    script,
    `import { startStack } from ${JSON.stringify(module)};
     const stack = await startStack(${JSON.stringify(options({ parts: ["app"] }))});
     console.log(stack.app.pid);
     setInterval(() => {}, 1000);`,
  );
  const supervisor = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(supervisor.stdout, "data");
  const part = holderOf(Number(String(line)));
  expect(part.identity).toBeTruthy();
  supervisor.kill("SIGKILL");
  expect(await waitForExit(part.pid, part.identity, 10_000)).toBe(true);
});
