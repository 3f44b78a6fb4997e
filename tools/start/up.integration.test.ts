import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { connect } from "@/tools/test/test-server";
import { claimPort } from "./ports";
import { isSameProcess, signalProcess } from "./processes";
import { type RunRecord, readRun } from "./run-file";
import { SERVICE_VARIABLES } from "./services";

/** `npm start` over a folder of its own: real database, seed and stand-ins; the built site is stood in for. */
const SITE = `require("node:http").createServer((request, response) => response.end("site")).listen(process.env.PORT, "127.0.0.1");`;
const TIMEOUT_MS = 180_000;

let folder: string;
let dataDir: string;
let ports: Record<string, string>;
const runs: ChildProcess[] = [];

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-up-"));
  dataDir = path.join(folder, "data");
  fs.mkdirSync(path.join(folder, "dist/standalone"), { recursive: true });
  fs.writeFileSync(path.join(folder, "dist/standalone/server.js"), SITE);
  const taken = new Set<number>();
  const names = [
    "PORT",
    "MSA_POSTGRES_PORT",
    "MSA_INNGEST_PORT",
    "MSA_GATEWAY_PORT",
    "MSA_MAILBOX_PORT",
    "MSA_SMTP_PORT",
  ];
  ports = {};
  for (const name of names) ports[name] = String(await claimPort(0, taken));
});

afterEach(async () => {
  for (const run of runs.splice(0)) if (run.exitCode === null) run.kill("SIGKILL");
  const left = readRun(dataDir)?.parts ?? [];
  for (const part of left) if (isSameProcess(part.pid, part.identity)) signalProcess(part.pid, "SIGKILL");
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

interface Run {
  child: ChildProcess;
  output: () => string;
  record: RunRecord;
  exited: Promise<unknown[]>;
}

function launch(env: Record<string, string> = {}) {
  const clean: NodeJS.ProcessEnv = { ...process.env };
  for (const name of [...SERVICE_VARIABLES, "npm_lifecycle_event"]) delete clean[name];
  const child = spawn(process.execPath, ["--import", "tsx", "tools/start/up.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...clean,
      ...ports,
      MSA_DATA_DIR: dataDir,
      MSA_DIST_DIR: path.join(folder, "dist"),
      MSA_SEED_DAYS: "2",
      ...env,
    },
  });
  runs.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data) => {
      text += data;
    });
  return { child, output: () => text, exited: once(child, "exit") };
}

async function up(env?: Record<string, string>): Promise<Run> {
  const { child, output, exited } = launch(env);
  while (!output().includes("MSA Air is ready")) {
    if (child.exitCode !== null) throw new Error(output());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { child, output, exited, record: readRun(dataDir)! };
}

async function query(record: RunRecord, text: string): Promise<unknown[]> {
  const client = await connect(record.addresses.postgres!);
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("it did not happen within a minute");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const survivors = (record: RunRecord) =>
  record.parts.filter((part) => isSameProcess(part.pid, part.identity)).map((part) => part.name);

test(
  "SIGTERM stops every part, and the next start finds the data",
  async () => {
    const first = await up();
    expect(first.record.parts.map((part) => part.name)).toEqual([
      ...["postgres", "inngest", "gateway", "mailbox", "app"],
    ]);
    expect(first.output()).toContain(`http://localhost:${ports.PORT}/ko`);
    expect(first.output()).toMatch(/admin\s+\S+@\S+\s+\S+/);
    await query(first.record, "create table kept as select 42 as n");
    first.child.kill("SIGTERM");
    expect(await first.exited).toEqual([0, null]);
    expect(survivors(first.record)).toEqual([]);
    const second = await up();
    expect(await query(second.record, "select n from kept")).toEqual([{ n: 42 }]);
    second.child.kill("SIGTERM");
    await second.exited;
    expect(survivors(second.record)).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "kill -9 of each part, one after the other: it is named and started again, and the others run on",
  async () => {
    const { child, record, exited, output } = await up();
    for (const part of record.parts) {
      process.kill(part.pid, "SIGKILL");
      await until(() => output().includes(`${part.name} runs again`));
      expect(output()).toContain(`${part.name} ended unexpectedly (`);
      const now = readRun(dataDir)!;
      expect(now.addresses).toEqual(record.addresses);
      for (const other of now.parts) {
        const before = record.parts.find(({ name }) => name === other.name)!;
        const diedBefore = record.parts.indexOf(before) <= record.parts.indexOf(part);
        expect(other.pid === before.pid, other.name).toBe(!diedBefore);
      }
    }
    expect(await query(record, "select 1 as n")).toEqual([{ n: 1 }]);
    for (const name of ["inngest", "gateway", "mailbox"])
      expect((await fetch(`${record.addresses[name]}/health`)).ok, name).toBe(true);
    expect(await (await fetch(record.addresses.app!)).text()).toBe("site");
    const last = readRun(dataDir)!;
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(survivors(last)).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "SIGTERM while a part is down leaves nothing behind",
  async () => {
    const { child, record, exited, output } = await up();
    process.kill(record.parts.find((part) => part.name === "mailbox")!.pid, "SIGKILL");
    await until(() => output().includes("mailbox is started again in"));
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(survivors(record)).toEqual([]);
    expect(readRun(dataDir)).toBeNull();
  },
  TIMEOUT_MS,
);

test(
  "kill -9 of the supervisor, then of everything: the next start works",
  async () => {
    const first = await up();
    first.child.kill("SIGKILL");
    await first.exited;
    const second = await up();
    expect(survivors(first.record).filter((name) => name !== "postgres")).toEqual([]);
    second.child.kill("SIGKILL");
    for (const part of second.record.parts) signalProcess(part.pid, "SIGKILL");
    await second.exited;
    const third = await up();
    third.child.kill("SIGTERM");
    expect(await third.exited).toEqual([0, null]);
  },
  TIMEOUT_MS,
);

test(
  "a port in use is passed over and both are printed; a second start is told about the first",
  async () => {
    const squatter = net.createServer().listen(Number(ports.PORT), "127.0.0.1");
    await once(squatter, "listening");
    try {
      const { child, output, record, exited } = await up();
      expect(output()).toContain(`Port ${ports.PORT} was in use: site is on `);
      const again = launch();
      expect(await again.exited).toEqual([1, null]);
      expect(again.output()).toContain(
        `already running here (pid ${record.supervisor.pid}): ${record.addresses.app}`,
      );
      expect(survivors(record)).toHaveLength(5);
      child.kill("SIGINT");
      expect(await exited).toEqual([0, null]);
      expect(survivors(record)).toEqual([]);
    } finally {
      squatter.close();
    }
  },
  TIMEOUT_MS,
);

test(
  "SIGTERM in the middle of a start leaves nothing behind",
  async () => {
    const { child, output, exited } = launch();
    while (!output().includes("PostgreSQL")) await new Promise((resolve) => setTimeout(resolve, 20));
    const record = readRun(dataDir)!;
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(survivors(record)).toEqual([]);
    expect(readRun(dataDir)).toBeNull();
  },
  TIMEOUT_MS,
);

test(
  "a service given by half is told in a sentence",
  async () => {
    const { exited, output } = launch({ STRIPE_SECRET_KEY: "sk_live_x" });
    expect(await exited).toEqual([1, null]);
    expect(output()).toContain("STRIPE_WEBHOOK_SECRET must be set");
  },
  TIMEOUT_MS,
);
