import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { thisProcess, withLock } from "./lock-file";
import { isSameProcess } from "./processes";
import {
  AlreadyRunningError,
  claimRun,
  holderOf,
  type RunRecord,
  readRun,
  recordParts,
  runningStack,
  writeRun,
} from "./run-file";

let dataDir: string;
const children: ChildProcess[] = [];
const idle = () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    stdio: "ignore",
    detached: true,
  });
  children.push(child);
  return holderOf(child.pid!);
};
const DEAD = { pid: process.pid, identity: "an-earlier-boot:1" };
const record = (fields: Partial<RunRecord>): RunRecord => ({
  supervisor: DEAD,
  startedAt: "2026-01-01T00:00:00Z",
  addresses: {},
  parts: [],
  ...fields,
});

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "msa-run-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  fs.rmSync(dataDir, { recursive: true });
});

test("a second start over the same folder is refused while the first lives", async () => {
  writeRun(dataDir, record({ supervisor: thisProcess() }));
  await expect(claimRun(dataDir)).rejects.toThrow(AlreadyRunningError);
  expect(runningStack(dataDir)?.supervisor.pid).toBe(process.pid);
});

test("orphans of a killed supervisor are ended, PostgreSQL is left to be taken over", async () => {
  const app = idle();
  const postgres = idle();
  writeRun(
    dataDir,
    record({
      parts: [
        { name: "app", port: 1, ...app },
        { name: "postgres", port: 2, ...postgres },
      ],
    }),
  );
  await claimRun(dataDir);
  expect(isSameProcess(app.pid, app.identity)).toBe(false);
  expect(isSameProcess(postgres.pid, postgres.identity)).toBe(true);
  expect(readRun(dataDir)?.supervisor.pid).toBe(process.pid);
});

test("a pid that belongs to somebody else by now is not touched", async () => {
  const stranger = idle();
  writeRun(
    dataDir,
    record({ parts: [{ name: "app", port: 1, pid: stranger.pid, identity: "an-earlier-boot:1" }] }),
  );
  await claimRun(dataDir);
  expect(isSameProcess(stranger.pid, stranger.identity)).toBe(true);
});

test("a run file that was cut in half does not block the start", async () => {
  fs.writeFileSync(path.join(dataDir, "run.json"), '{"supervisor":');
  await claimRun(dataDir);
  expect(readRun(dataDir)?.supervisor.pid).toBe(process.pid);
});

test("of two at a time one works under the lock; a dead holder's lock is taken over", async () => {
  const lock = path.join(dataDir, "lock");
  fs.writeFileSync(lock, JSON.stringify(DEAD));
  let inside = 0;
  const work = () =>
    withLock(lock, async () => {
      inside++;
      expect(inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    });
  await Promise.all([work(), work(), work()]);
  expect(fs.existsSync(lock)).toBe(false);
});

test("who waits too long for a lock is told which process holds it", async () => {
  const lock = path.join(dataDir, "lock");
  await withLock(lock, async () => {
    await expect(withLock(lock, async () => {}, 100)).rejects.toThrow(`${lock}: pid ${process.pid}`);
  });
});

test("parts that do not run are left out: they may have no address yet", () => {
  const part = {
    stop: async () => {},
    kill: async () => {},
    start: async () => {},
    onCrash() {},
    isAlive: async () => true,
    logFile: "",
  };
  const running = { ...part, name: "mailbox", port: 1, url: "http://127.0.0.1:1", pid: process.pid };
  const waiting = {
    ...part,
    ...{ name: "postgres", port: 0, pid: null },
    get url(): string {
      throw new Error("not started yet");
    },
  };
  recordParts(dataDir, "2026-11-29T00:00:00Z", [running, waiting]);
  expect(readRun(dataDir)).toMatchObject({
    addresses: { mailbox: "http://127.0.0.1:1" },
    parts: [{ name: "mailbox", pid: process.pid }],
  });
});
