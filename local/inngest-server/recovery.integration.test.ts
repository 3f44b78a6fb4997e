import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient, EVENT_KEY, freePort, SIGNING_KEY, until, untilSynced } from "./testing/harness";

const HERE = import.meta.dirname;
const SCHEMA = "recovery_test";
const STEPS = ["one", "left", "right", "last"];
const hashOf = (step: string) => createHash("sha1").update(step).digest("hex");

let db: pg.Client;
let ports: { server: number; app: number };
const children = new Set<ChildProcess>();

beforeAll(async () => {
  db = new pg.Client({ connectionString: process.env.DATABASE_URL, options: `-c search_path=${SCHEMA}` });
  await db.connect();
});
afterAll(() => db.end());

beforeEach(async () => {
  ports = { server: await freePort(), app: await freePort() };
  await db.query(`drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA};
    create table ${SCHEMA}.effect (run_id text not null, step text not null, at timestamptz default clock_timestamp())`);
});
afterEach(async () => {
  for (const child of children) await kill(child);
});

const serverUrl = () => `http://127.0.0.1:${ports.server}`;

/** Starts a process and waits for its line `ready`. */
async function launch(file: string, args: string[], env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(HERE, file), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  await until(`${file} to be ready`, () => {
    if (child.exitCode !== null) throw new Error(`${file} exited: ${output}`);
    return /^ready/m.test(output);
  });
  return child;
}

const launchApp = () => launch("testing/app-process.ts", [String(ports.app), serverUrl(), SCHEMA]);

const launchServer = (env: Record<string, string> = {}) =>
  launch("main.ts", [], {
    MSA_INNGEST_PORT: String(ports.server),
    MSA_INNGEST_APP_URL: `http://127.0.0.1:${ports.app}/api/inngest`,
    MSA_INNGEST_SCHEMA: SCHEMA,
    MSA_INNGEST_LEASE_MS: "1500",
    MSA_INNGEST_BACKOFF_MS: "100",
    INNGEST_EVENT_KEY: EVENT_KEY,
    INNGEST_SIGNING_KEY: SIGNING_KEY,
    ...env,
  });

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

const count = async (sql: string) => Number((await db.query(`select count(*) as n from ${sql}`)).rows[0].n);

/** Sends the work and returns when some of it, but not all, has been done. */
async function underWay(runs: number): Promise<void> {
  await untilSynced(serverUrl());
  const events = Array.from({ length: runs }, (_, n) => ({ id: `order-${n}`, name: "work/ordered" }));
  await createClient(serverUrl()).send(events);
  await until("work under way", async () => (await count("step")) > runs / 2);
}

/** The steps that are on record as finished, as "run step". */
async function finishedSteps(): Promise<Set<string>> {
  const names = new Map(STEPS.map((step) => [hashOf(step), step]));
  const { rows } = await db.query<{ run_id: string; id: string }>("select run_id, id from step");
  return new Set(rows.flatMap(({ run_id, id }) => (names.has(id) ? [`${run_id} ${names.get(id)}`] : [])));
}

/** All runs complete, every step had its effect, and no step of `finished` had it twice. */
async function expectRecovered(runs: number, finished: Set<string>): Promise<void> {
  await until(
    "all runs completed",
    async () => (await count("run where status = 'completed'")) === runs,
    40_000,
  );
  const { rows } = await db.query<{ key: string; n: number }>(
    "select run_id || ' ' || step as key, count(*)::int as n from effect group by 1",
  );
  expect(rows).toHaveLength(runs * STEPS.length);
  expect(rows.filter((row) => row.n > 1 && finished.has(row.key))).toEqual([]);
  expect(await count("run")).toBe(runs);
  expect(await count("job")).toBe(0);
}

describe("kill -9", () => {
  it("of the server, twice: every run completes, no finished step runs again", async () => {
    await launchApp();
    let server = await launchServer();
    await underWay(40);
    for (let kills = 0; kills < 2; kills++) {
      await kill(server);
      const before = await finishedSteps();
      expect(await count("run where status = 'running'")).toBeGreaterThan(0);
      server = await launchServer();
      await until("more work done", async () => (await finishedSteps()).size > before.size, 30_000);
      if (kills === 1) await expectRecovered(40, before);
    }
  });

  it("of the app: every run completes, no finished step runs again", async () => {
    await launchServer();
    const app = await launchApp();
    await underWay(40);
    await kill(app);
    const finished = await finishedSteps();
    expect(await count("run where status = 'running'")).toBeGreaterThan(0);
    await launchApp();
    await expectRecovered(40, finished);
  });

  it("of PostgreSQL's connections: every run completes, no step runs again", async () => {
    await launchServer();
    await launchApp();
    await underWay(40);
    for (let times = 0; times < 5; times++) {
      await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'msa-air-inngest'`,
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await expectRecovered(40, await finishedSteps());
    expect(await count("effect")).toBe(40 * STEPS.length);
  });
});

describe("the process", () => {
  it("ends on SIGTERM without losing anything or leaving a lease behind", async () => {
    await launchApp();
    const server = await launchServer();
    await underWay(20);
    const [code] = await Promise.all([once(server, "exit"), server.kill("SIGTERM")]).then(([exit]) => exit);
    expect(code).toBe(0);
    expect(await count("job where leased")).toBe(0);
    const finished = await finishedSteps();
    await launchServer();
    await expectRecovered(20, finished);
  });

  it("says so when its port is taken, and when its environment is not complete", async () => {
    await launchApp();
    await launchServer();
    await expect(launchServer()).rejects.toThrow(`port ${ports.server} is already in use`);
    await expect(launchServer({ INNGEST_EVENT_KEY: "" })).rejects.toThrow("INNGEST_EVENT_KEY is missing");
    await expect(launchServer({ INNGEST_SIGNING_KEY: "abc" })).rejects.toThrow(
      "INNGEST_SIGNING_KEY is not hex",
    );
  });

  it("takes no events before it knows an app's functions", async () => {
    await launchServer();
    const send = () =>
      fetch(`${serverUrl()}/e/${EVENT_KEY}`, {
        method: "POST",
        body: JSON.stringify({ name: "work/ordered" }),
      });
    expect((await send()).status).toBe(503);
    await launchApp();
    await untilSynced(serverUrl());
    expect((await send()).status).toBe(200);
    await expectRecovered(1, new Set());
  });
});
