import { createHash } from "node:crypto";
import { once } from "node:events";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient, EVENT_KEY, freePort, until, untilSynced } from "./testing/harness";
import { kill, killAll, launchApp, launchServer } from "./testing/processes";

const SCHEMA = "recovery_test";
const STEPS = ["one", "left", "right", "last"];
const hashOf = (step: string) => createHash("sha1").update(step).digest("hex");

let db: pg.Client;
let place: { ports: { server: number; app: number }; schema: string };

beforeAll(async () => {
  db = new pg.Client({ connectionString: process.env.DATABASE_URL, options: `-c search_path=${SCHEMA}` });
  await db.connect();
});
afterAll(() => db.end());

beforeEach(async () => {
  place = { ports: { server: await freePort(), app: await freePort() }, schema: SCHEMA };
  await db.query(`drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA};
    create table ${SCHEMA}.effect (run_id text not null, step text not null, at timestamptz default clock_timestamp())`);
});
afterEach(killAll);

const serverUrl = () => `http://127.0.0.1:${place.ports.server}`;

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
    await launchApp(place);
    let server = await launchServer(place);
    await underWay(40);
    for (let kills = 0; kills < 2; kills++) {
      await kill(server);
      const before = await finishedSteps();
      expect(await count("run where status = 'running'")).toBeGreaterThan(0);
      server = await launchServer(place);
      await until("more work done", async () => (await finishedSteps()).size > before.size, 30_000);
      if (kills === 1) await expectRecovered(40, before);
    }
  });

  it("of the app: every run completes, no finished step runs again", async () => {
    await launchServer(place);
    const app = await launchApp(place);
    await underWay(40);
    await kill(app);
    const finished = await finishedSteps();
    expect(await count("run where status = 'running'")).toBeGreaterThan(0);
    await launchApp(place);
    await expectRecovered(40, finished);
  });

  it("of PostgreSQL's connections: every run completes, no step runs again", async () => {
    await launchServer(place);
    await launchApp(place);
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
    await launchApp(place);
    const server = await launchServer(place);
    await underWay(20);
    const [code] = await Promise.all([once(server, "exit"), server.kill("SIGTERM")]).then(([exit]) => exit);
    expect(code).toBe(0);
    expect(await count("job where leased")).toBe(0);
    const finished = await finishedSteps();
    await launchServer(place);
    await expectRecovered(20, finished);
  });

  it("says so when its port is taken, and when its environment is not complete", async () => {
    await launchApp(place);
    await launchServer(place);
    await expect(launchServer(place)).rejects.toThrow(`port ${place.ports.server} is already in use`);
    await expect(launchServer(place, { INNGEST_EVENT_KEY: "" })).rejects.toThrow(
      "INNGEST_EVENT_KEY is missing",
    );
    await expect(launchServer(place, { INNGEST_SIGNING_KEY: "abc" })).rejects.toThrow(
      "INNGEST_SIGNING_KEY is not hex",
    );
    await expect(launchServer(place, { MSA_INNGEST_MODE: "gentle" })).rejects.toThrow(
      "MSA_INNGEST_MODE is neither kind nor harsh: gentle",
    );
  });

  it("takes no events before it knows an app's functions", async () => {
    await launchServer(place);
    const send = () =>
      fetch(`${serverUrl()}/e/${EVENT_KEY}`, {
        method: "POST",
        body: JSON.stringify({ name: "work/ordered" }),
      });
    expect((await send()).status).toBe(503);
    await launchApp(place);
    await untilSynced(serverUrl());
    expect((await send()).status).toBe(200);
    await expectRecovered(1, new Set());
  });
});
