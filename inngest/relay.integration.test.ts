import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { reservationCreated } from "@/server/reservation/events";
import type { OutboxRow } from "@/server/shared/outbox";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { requestsOf } from "./messages";
import { createRelay, Refused } from "./relay";

beforeEach(() => database().execute(sql`truncate shared.outbox`));
afterAll(closeDatabase);

async function record(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    ids.push((await recorded(reservationCreated, created(reservationData()))).eventId);
  }
  return ids;
}

/** An engine that remembers what it was sent, and may have something against it. */
function engine(objection: (rows: OutboxRow[]) => void = () => {}) {
  const requests: string[][] = [];
  const publish = async (rows: OutboxRow[]) => {
    objection(rows);
    requests.push(rows.map((r) => r.id));
  };
  return { requests, publish, ids: () => requests.flat() };
}

const waiting = async () => {
  const { rows } = await database().execute<{ id: string }>(
    sql`select id from shared.outbox where published_at is null and parked_reason is null order by seq`,
  );
  return rows.map((r) => r.id);
};

describe("the relay", () => {
  test("publishes everything in order, in batches, once", async () => {
    const ids = await record(130);
    const { publish, requests } = engine();
    const relay = createRelay(publish);
    await Promise.all([relay.nudge(), relay.nudge(), relay.nudge()]);
    expect(requests.map((r) => r.length)).toEqual([100, 30]);
    expect(requests.flat()).toEqual(ids);
    expect(await waiting()).toEqual([]);
  });

  test("takes what was recorded while it ran", async () => {
    await record(1);
    let late: Promise<string[]> | undefined;
    const { publish, ids } = engine();
    const relay = createRelay(async (rows) => {
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

  test("shares the work with another process without doubling it", async () => {
    const expected = await record(60);
    const { publish, ids } = engine();
    const slow = async (rows: OutboxRow[]) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await publish(rows);
    };
    await Promise.all([createRelay(slow).nudge(), createRelay(slow).nudge(), createRelay(slow).nudge()]);
    expect(ids().sort()).toEqual(expected.sort());
  });

  test("does not wait for what another process is just sending", async () => {
    const ids = await record(130);
    let arrived = () => {};
    let letGo = () => {};
    const sending = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = createRelay(async () => {
      arrived();
      await released;
    });
    const running = slow.nudge();
    await sending;
    const { publish, ids: sent } = engine();
    await createRelay(publish).nudge();
    expect(sent()).toEqual(ids.slice(100));
    letGo();
    await running;
    expect(await waiting()).toEqual([]);
  }, 10_000);

  test("that dies between publish and stamp sends the same events again", async () => {
    const expected = await record(3);
    const { publish, requests } = engine();
    let dies = true;
    const relay = createRelay(async (rows) => {
      await publish(rows);
      if (dies) throw new Error("killed");
    });
    await relay.nudge();
    await relay.stop();
    expect(await waiting()).toEqual(expected);
    dies = false;
    await createRelay(publish).nudge();
    expect(requests).toEqual([expected, expected]);
    expect(await waiting()).toEqual([]);
  });

  test("tries again by itself while the engine is away, without any traffic", async () => {
    const expected = await record(2);
    let failures = 2;
    const tries: number[] = [];
    const { publish, ids } = engine(() => {
      tries.push(Date.now());
      if (failures-- > 0) throw new Error("connect ECONNREFUSED");
    });
    const relay = createRelay(publish);
    await relay.nudge();
    // Nudges in between do not make it try sooner.
    await Promise.all([relay.nudge(), relay.nudge()]);
    expect(tries).toHaveLength(1);
    await expect.poll(ids, { timeout: 10_000 }).toEqual(expected);
    expect(tries[1]! - tries[0]!).toBeGreaterThanOrEqual(1_000);
    expect(tries[2]! - tries[1]!).toBeGreaterThanOrEqual(2_000);
    await relay.stop();
  });

  test("sets aside what the engine refuses for good, and the others go on", async () => {
    const ids = await record(7);
    const poison = new Set([ids[2], ids[5]]);
    const { publish, requests } = engine((rows) => {
      if (rows.some((r) => poison.has(r.id))) throw new Refused("Inngest API Error: 413 too large");
    });
    const relay = createRelay(publish);
    await relay.nudge();
    expect(requests.flat()).toEqual(ids.filter((id) => !poison.has(id)));
    const { rows } = await database().execute<{ id: string; parked_reason: string }>(
      sql`select id, parked_reason from shared.outbox where parked_reason is not null order by seq`,
    );
    expect(rows.map((r) => r.id)).toEqual([...poison]);
    expect(rows[0]?.parked_reason).toContain("413");
    // Afterwards it sends in batches again.
    await record(3);
    await relay.nudge();
    expect(requests.at(-1)).toHaveLength(3);
  });

  test("looks by itself now and then", async () => {
    const { publish, ids } = engine();
    const relay = createRelay(publish);
    relay.start(0.05);
    const expected = await record(1);
    await expect.poll(ids).toEqual(expected);
    await relay.stop();
  });
});

test("requests stay below what an engine takes", () => {
  const message = (size: number) => ({ text: "x".repeat(size) });
  const sizes = [...requestsOf([300_000, 300_000, 900_000, 10, 10].map(message))].map((r) => r.length);
  expect(sizes).toEqual([1, 1, 1, 2]);
  expect([...requestsOf([])]).toEqual([]);
});
