import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { messageSent } from "@/server/notification/events";
import { reservationCreated } from "@/server/reservation/events";
import { type Delivery, receipt } from "@/server/shared/deliveries";
import { uuidv7 } from "@/server/shared/ids";
import type { OutboxRow } from "@/server/shared/outbox";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { createPump } from "./pump";
import { Refused, relayPass } from "./relay-events";

beforeEach(() => database().execute(sql`truncate shared.outbox, shared.deliveries, shared.leases`));
afterAll(closeDatabase);

async function record(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    ids.push((await recorded(reservationCreated, created(reservationData()))).eventId);
  }
  return ids;
}

const CONSUMER = "credit";
const deliveriesOf = async (rows: readonly OutboxRow[]): Promise<Delivery[]> =>
  rows
    .filter((row) => row.name === reservationCreated.name)
    .map((row) => ({ eventId: row.id, consumer: CONSUMER }));

/** The relay of a separate process. It runs only when the test nudges it. */
const relayOf = (publish: (rows: OutboxRow[]) => Promise<void>, isRegistered = async () => true) =>
  createPump(relayPass(uuidv7(), { publish, isRegistered, deliveriesOf }), { name: "relay" });

/** An engine that records the events it was sent, and may refuse some. */
function engine(objection: (rows: OutboxRow[]) => void = () => {}) {
  const requests: string[][] = [];
  const publish = async (rows: OutboxRow[]) => {
    objection(rows);
    requests.push(rows.map((r) => r.id));
  };
  return { requests, publish, ids: () => requests.flat() };
}

const idsOf = async (query: ReturnType<typeof sql>) => {
  const { rows } = await database().execute<{ id: string }>(query);
  return rows.map((r) => r.id);
};
const waiting = () =>
  idsOf(sql`select id from shared.outbox where published_at is null and parked_reason is null order by seq`);
const expected = () => idsOf(sql`select event_id as id from shared.deliveries order by event_id`);

/** An engine that does not answer until the test releases it. */
function slowEngine() {
  let arrived = () => {};
  let letGo = () => {};
  const asked = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const publish = async () => {
    arrived();
    await released;
  };
  return { publish, asked, letGo };
}

describe("the relay", () => {
  test("publishes everything in order, in batches, once", async () => {
    const ids = await record(230);
    const { publish, requests } = engine();
    const relay = relayOf(publish);
    await Promise.all([relay.nudge(), relay.nudge(), relay.nudge()]);
    expect(requests.map((r) => r.length)).toEqual([200, 30]);
    expect(requests.flat()).toEqual(ids);
    expect(await waiting()).toEqual([]);
  });

  test("records the expected receipts before the engine gets the events", async () => {
    const ids = await record(2);
    let known: string[] = [];
    await relayOf(async () => {
      known = await expected();
      await database().transaction((tx) => receipt(tx, { eventId: ids[0]!, consumer: CONSUMER }));
    }).nudge();
    expect(known.sort()).toEqual(ids.sort());
    expect(await expected()).toEqual([ids[1]]);
  });

  test("only marks events to which no function reacts, and does not send them", async () => {
    const facts = { messageId: uuidv7(), recipientId: uuidv7(), template: "confirmed", subject: "x" };
    await recorded(messageSent, { ...facts, channel: "EMAIL", reservationId: null, locator: null });
    const { publish, requests } = engine();
    await relayOf(publish).nudge();
    expect(requests).toEqual([]);
    expect(await waiting()).toEqual([]);
    expect(await expected()).toEqual([]);
  });

  test("holds events back until the engine knows the functions that react to them", async () => {
    const ids = await record(2);
    const { publish, requests } = engine();
    let registered = false;
    const relay = relayOf(publish, async () => registered);
    await relay.nudge();
    expect([requests, await expected()]).toEqual([[], []]);
    expect(await waiting()).toEqual(ids);
    registered = true;
    await relay.nudge();
    expect(requests).toEqual([ids]);
  });

  test("takes events that were recorded while it ran", async () => {
    await record(1);
    let late: Promise<string[]> | undefined;
    const { publish, ids } = engine();
    const relay = relayOf(async (rows) => {
      late ??= record(1).then(async (more) => {
        void relay.nudge();
        return more;
      });
      await late;
      await publish(rows);
    });
    await relay.nudge();
    await relay.settled();
    expect(ids()).toHaveLength(2);
  });

  test("of several processes publishes each event once, one process at a time", async () => {
    const all = await record(60);
    const { publish, ids } = engine();
    let publishing = 0;
    let most = 0;
    const slow = async (rows: OutboxRow[]) => {
      most = Math.max(most, ++publishing);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await publish(rows);
      publishing--;
    };
    await Promise.all([relayOf(slow).nudge(), relayOf(slow).nudge(), relayOf(slow).nudge()]);
    expect(ids().sort()).toEqual(all.sort());
    expect(most).toBe(1);
    expect(await waiting()).toEqual([]);
  });

  test("has no transaction open while it waits for the engine, so that projections do not wait for the engine", async () => {
    await record(1);
    const { publish, asked, letGo } = slowEngine();
    const running = relayOf(publish).nudge();
    await asked;
    const open = () =>
      idsOf(sql`select pid::text as id from pg_stat_activity
        where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid()`);
    await expect.poll(open).toEqual([]);
    letGo();
    await running;
    expect(await waiting()).toEqual([]);
  });

  test("of another process takes over after a process died while publishing, under the same ids", async () => {
    const ids = await record(2);
    const { publish: never, asked, letGo } = slowEngine();
    const dead = relayOf(never).nudge();
    await asked;
    const { publish, requests } = engine();
    const heir = relayOf(publish);
    const took = heir.nudge();
    expect(requests).toEqual([]);
    await database().execute(sql`update shared.leases set expires_at = now() - interval '1 second'`);
    await took;
    expect(requests).toEqual([ids]);
    letGo();
    await dead;
    expect(requests).toEqual([ids]);
  });

  test("sends the same events again when it could not mark them", async () => {
    const ids = await record(3);
    const { publish, requests } = engine();
    let dies = true;
    const relay = relayOf(async (rows) => {
      await publish(rows);
      if (dies) throw new Error("killed");
    });
    await relay.nudge();
    await relay.stop();
    expect(await waiting()).toEqual(ids);
    dies = false;
    await relayOf(publish).nudge();
    expect(requests).toEqual([ids, ids]);
    expect(await waiting()).toEqual([]);
  });

  test("retries by itself while the engine is down, without any traffic", async () => {
    const ids = await record(2);
    let failures = 2;
    const tries: number[] = [];
    const sent = engine(() => {
      tries.push(Date.now());
      if (failures-- > 0) throw new Error("connect ECONNREFUSED");
    });
    const relay = relayOf(sent.publish);
    await relay.nudge();
    // Nudges in between do not shorten the pause.
    await Promise.all([relay.nudge(), relay.nudge()]);
    expect(tries).toHaveLength(1);
    await expect.poll(sent.ids, { timeout: 10_000 }).toEqual(ids);
    expect(tries[1]! - tries[0]!).toBeGreaterThanOrEqual(1_000);
    expect(tries[2]! - tries[1]!).toBeGreaterThanOrEqual(2_000);
    await relay.stop();
  });

  test("parks events that the engine refuses for good, and publishes the others", async () => {
    const ids = await record(7);
    const poison = new Set([ids[2], ids[5]]);
    const { publish, requests } = engine((rows) => {
      if (rows.some((r) => poison.has(r.id))) throw new Refused("Inngest API Error: 413 too large");
    });
    const relay = relayOf(publish);
    await relay.nudge();
    expect(requests.flat()).toEqual(ids.filter((id) => !poison.has(id)));
    const { rows } = await database().execute<{ id: string; parked_reason: string }>(
      sql`select id, parked_reason from shared.outbox where parked_reason is not null order by seq`,
    );
    expect(rows.map((r) => r.id)).toEqual([...poison]);
    expect(rows[0]?.parked_reason).toContain("413");
    expect(await expected()).toEqual(ids.filter((id) => !poison.has(id)).sort());
    // Afterwards it sends in batches again.
    await record(3);
    await relay.nudge();
    expect(requests.at(-1)).toHaveLength(3);
  });
});
