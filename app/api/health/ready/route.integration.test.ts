import net from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, expect, test } from "vitest";
import { closeDatabase, database, poolState } from "@/db/client";
import { noteEngineKnowsFunctions } from "@/inngest/registration/engine-state";
import { systemContext } from "@/server/shared/context";
import { noteWorkRuns } from "@/server/shared/startup";
import { GET as live } from "../live/route";
import { GET as startup } from "../startup/route";
import { GET as ready } from "./route";

const url = process.env.DATABASE_URL!;

afterEach(async () => {
  process.env.DATABASE_URL = url;
});
afterAll(closeDatabase);

test("starting until the database answers, its migrations are known and the work runs", async () => {
  const both = async () =>
    Promise.all([startup(), ready()].map(async (each) => [(await each).status, await (await each).json()]));
  process.env.DATABASE_URL = "postgres://msa:hunter2@127.0.0.1:1/msa";
  expect(await both()).toEqual(Array(2).fill([503, { status: "starting", reason: "database-unreachable" }]));
  process.env.DATABASE_URL = url.replace(/\/[^/]*$/, "/no_such_database");
  expect(await both()).toEqual(Array(2).fill([503, { status: "starting", reason: "database-refuses" }]));
  process.env.DATABASE_URL = url;
  expect(await both()).toEqual(Array(2).fill([503, { status: "starting", reason: "work-not-running" }]));
  noteWorkRuns();
  expect((await both()).map(([status]) => status)).toEqual([200, 200]);
});

test("ready when the database answers and is migrated", async () => {
  const answer = async () => {
    const response = await ready();
    return [response.status, await response.json()];
  };
  // No function is registered yet; the site still sells.
  expect(await answer()).toEqual([200, { status: "degraded", reason: "event-engine-unregistered" }]);
  await noteEngineKnowsFunctions(systemContext("test"));
  expect(await answer()).toEqual([200, { status: "ok" }]);
});

test("not ready while a migration of this build is missing", async () => {
  await database().execute(sql`update drizzle.__drizzle_migrations set created_at = created_at - 1`);
  const response = await ready();
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "unavailable", reason: "migrations-behind" });
  await database().execute(sql`update drizzle.__drizzle_migrations set created_at = created_at + 1`);
});

test("not ready when nothing listens, and the answer does not contain the database's address", async () => {
  process.env.DATABASE_URL = "postgres://msa:hunter2@127.0.0.1:1/msa";
  const response = await ready();
  expect(response.status).toBe(503);
  expect(response.headers.get("Retry-After")).toBe("2");
  expect(await response.text()).not.toMatch(/hunter2|127\.0\.0\.1/);
  expect(live().status).toBe(200);
});

test("a full pool does not make a process unready: the database is asked directly", async () => {
  let letGo = () => {};
  const wait = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const size = poolState()?.max ?? 0;
  const held = Array.from({ length: size }, () => database().transaction(() => wait));
  try {
    await expect.poll(() => poolState()?.waiting).toBeGreaterThan(0);
    expect((await ready()).status).toBe(200);
  } finally {
    letGo();
    await Promise.all(held);
  }
});

test("after its start a process is never starting again", async () => {
  process.env.DATABASE_URL = "postgres://msa@127.0.0.1:1/msa";
  expect([(await startup()).status, (await ready()).status]).toEqual([200, 503]);
});

test("a database that accepts and never answers is given up after two seconds", async () => {
  const sockets: net.Socket[] = [];
  const mute = net.createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  await new Promise((resolve) => mute.once("listening", resolve));
  process.env.DATABASE_URL = `postgres://msa@127.0.0.1:${(mute.address() as net.AddressInfo).port}/msa`;
  const started = Date.now();
  const response = await ready();
  expect(response.status).toBe(503);
  expect(Date.now() - started).toBeLessThan(4_000);
  for (const socket of sockets) socket.destroy();
  mute.close();
});
