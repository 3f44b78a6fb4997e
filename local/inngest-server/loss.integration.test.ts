import { once } from "node:events";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EVENT_KEY, freePort, until, untilSynced } from "./testing/harness";
import { kill, killAll, launchApp, launchServer, type Place } from "./testing/processes";

const SCHEMA = "loss_test";
const HARSH = { MSA_INNGEST_MODE: "harsh" };

let db: pg.Client;
let place: Place;

beforeAll(async () => {
  db = new pg.Client({ connectionString: process.env.DATABASE_URL, options: `-c search_path=${SCHEMA}` });
  await db.connect();
});
afterAll(() => db.end());
beforeEach(async () => {
  place = { ports: { server: await freePort(), app: await freePort() }, schema: SCHEMA };
  await db.query(`drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA};
    create table ${SCHEMA}.effect (run_id text not null, step text not null)`);
});
afterEach(killAll);

const serverUrl = () => `http://127.0.0.1:${place.ports.server}`;

/** Sends one event; true when it is acknowledged. */
const send = async (id: string): Promise<boolean> => {
  const body = JSON.stringify({ id, name: "work/ordered" });
  const reply = await fetch(`${serverUrl()}/e/${EVENT_KEY}`, { method: "POST", body }).catch(() => null);
  return reply?.status === 200;
};
const sendAll = (ids: string[]) => Promise.all(ids.map(send));
const idsOf = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
const stored = async () => new Set((await db.query("select key from event")).rows.map((row) => row.key));
const completed = async () =>
  (await db.query("select from run where status = 'completed'")).rowCount as number;

/** With the server back on its feet: the runs of all stored events complete, and there are no others. */
async function expectStoredToComplete(count: number): Promise<void> {
  await launchServer(place, HARSH);
  await until("all stored runs to complete", async () => (await completed()) === count, 40_000);
  expect((await db.query("select from run")).rowCount).toBe(count);
  const { rows } = await db.query("select run_id, count(distinct step)::int as n from effect group by 1");
  expect(rows.filter((row) => row.n !== 4)).toEqual([]);
}

describe.each(["SIGKILL", "SIGTERM"] as const)("%s in harsh mode", (signal) => {
  it("loses what was acknowledged and not yet stored, and nothing else", async () => {
    await launchApp(place);
    const server = await launchServer(place, { ...HARSH, MSA_INNGEST_QUEUE_MS: "3000" });
    await untilSynced(serverUrl());
    const [first, second] = [idsOf("first", 20), idsOf("second", 20)];
    expect(new Set(await sendAll(first))).toEqual(new Set([true]));
    await until("the first to be stored", async () => (await stored()).size === first.length);
    expect(new Set(await sendAll(second))).toEqual(new Set([true]));
    if (signal === "SIGKILL") await kill(server);
    else await Promise.all([once(server, "exit"), server.kill(signal)]);
    expect(await stored()).toEqual(new Set(first));
    await expectStoredToComplete(first.length);
  });
});

it("kill -9 under load loses some of what was acknowledged, with the wait as it is by default", async () => {
  await launchApp(place);
  const server = await launchServer(place, HARSH);
  await untilSynced(serverUrl());
  const acknowledged: string[] = [];
  let killed = false;
  const sender = async (name: string) => {
    for (let n = 0; !killed; n++) if (await send(`${name}-${n}`)) acknowledged.push(`${name}-${n}`);
  };
  const senders = ["a", "b", "c", "d"].map(sender);
  await until("some to be stored", async () => (await stored()).size > 40);
  // Right after an acknowledgement, so that there is something to lose.
  const before = acknowledged.length;
  await until("another acknowledgement", () => acknowledged.length > before);
  await kill(server);
  killed = true;
  await Promise.all(senders);
  const kept = await stored();
  expect(acknowledged.filter((id) => !kept.has(id)).length).toBeGreaterThan(0);
  expect([...kept].filter((id) => !acknowledged.includes(id)).length).toBeLessThanOrEqual(senders.length);
  await expectStoredToComplete(kept.size);
});
