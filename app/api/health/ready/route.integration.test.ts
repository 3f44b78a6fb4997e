import net from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { noteEngineKnowsFunctions } from "@/inngest/registration/engine-state";
import { systemContext } from "@/server/shared/context";
import { GET as live } from "../live/route";
import { GET as ready } from "./route";

const url = process.env.DATABASE_URL!;

afterEach(async () => {
  process.env.DATABASE_URL = url;
});
afterAll(closeDatabase);

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
