import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase, database } from "@/db/client";
import { systemContext, type TxContext, transaction } from "./context";
import { defineEvent, reads } from "./events";
import { uuidv7 } from "./ids";
import { type CatchUpOptions, catchUp, type PoisonRow, type Projection, resetProjection } from "./projection";
import { untilCaughtUp } from "./testing/projection";

const system = systemContext("test");
const WANTED = "test/counted";
const OTHER = "test/other";
const counted = z.object({ number: z.number() });

/** The numbers of the written events, in order. */
const view: Projection = {
  name: "numbers",
  events: [reads(defineEvent(WANTED, 1, counted), z.object({ number: z.number() }))],
  write: sql`
    insert into test_view (event_id, number)
    select o.id, (o.data->>'number')::int from batch o order by o.xid, o.seq
    on conflict (event_id) do update set number = excluded.number, writes = test_view.writes + 1`,
};
const pass = (options: CatchUpOptions) => catchUp(system, view, options);
const onPoison = () => Promise.reject(new Error("no poison was expected"));

beforeAll(async () => {
  await database().execute(sql`
    create table test_view (position bigint generated always as identity, event_id uuid primary key,
      number int not null check (number >= 0), writes int not null default 1)`);
});
beforeEach(async () => {
  await database().execute(sql`truncate shared.outbox, test_view`);
  await database().execute(sql`delete from shared.projection_cursors where projection = 'numbers'`);
});
afterAll(closeDatabase);

const record = ({ tx }: Pick<TxContext, "tx">, data: object, name = WANTED) =>
  tx.execute(sql`insert into shared.outbox (id, name, version, data, correlation_id)
    values (${uuidv7()}, ${name}, 1, ${JSON.stringify(data)}::jsonb, ${uuidv7()})`);
const committed = (...numbers: unknown[]) =>
  transaction(system, async (tx) => {
    for (const number of numbers) await record(tx, { number });
  });
const others = (count: number) =>
  database().execute(sql`insert into shared.outbox (id, name, version, data, correlation_id)
    select gen_random_uuid(), ${OTHER}, 1, '{}', gen_random_uuid() from generate_series(1, ${count}::int)`);

const rowsOf = async <T extends Record<string, unknown>>(query: SQL) =>
  (await database().execute<T>(query)).rows;
const numbers = async () =>
  (await rowsOf<{ number: number }>(sql`select number from test_view order by position`)).map(
    (r) => r.number,
  );
const cursor = async () =>
  (
    await rowsOf<{ xid: string; seq: string; moved_at: Date }>(
      sql`select xid::text, seq::text, moved_at from shared.projection_cursors where projection = 'numbers'`,
    )
  )[0];

/** An open transaction. Its number is lower than those of all later transactions. */
async function openTransaction() {
  let end: (commit: boolean) => void = () => {};
  let begun: (tx: TxContext) => void = () => {};
  const opened = new Promise<TxContext>((resolve) => {
    begun = resolve;
  });
  const rolledBack = new Error("rolled back");
  const ended = transaction(system, async (tx) => {
    await tx.tx.execute(sql`select pg_current_xact_id()`);
    const commit = await new Promise<boolean>((resolve) => {
      end = resolve;
      begun(tx);
    });
    if (!commit) throw rolledBack;
  }).catch((error) => {
    if (error !== rolledBack) throw error;
  });
  const tx = await opened;
  const close = (commit: boolean) => {
    end(commit);
    return ended;
  };
  return { tx, commit: () => close(true), rollback: () => close(false) };
}

describe("a projection", () => {
  test("writes batch by batch, in order, and each event once", async () => {
    await committed(1, 2, 3);
    await committed(4, 5);
    expect(await untilCaughtUp(pass, { limit: 2 })).toBe(5);
    expect(await numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(await untilCaughtUp(pass)).toBe(0);
    expect(await rowsOf(sql`select from test_view where writes <> 1`)).toEqual([]);
  });

  test("says whether there is more", async () => {
    await committed(1, 2, 3);
    await expect.poll(async () => (await pass({ limit: 2, onPoison })).more).toBe(true);
    expect(await pass({ limit: 2, onPoison })).toMatchObject({ projected: 1, more: false });
  });

  test("waits for an older open transaction, and skips none of its events", async () => {
    const early = await openTransaction();
    await record(early.tx, { number: 1 });
    await committed(2);
    expect(await pass({ onPoison })).toEqual({ projected: 0, more: false, held: true });
    expect(await numbers()).toEqual([]);
    // Its last event has a higher seq, but comes before the other transaction's events.
    await record(early.tx, { number: 3 });
    await early.commit();
    await untilCaughtUp(pass);
    expect(await numbers()).toEqual([1, 3, 2]);
  });

  test("projects all events before the first that is held back", async () => {
    await committed(1);
    await untilCaughtUp(pass);
    await committed(2);
    const early = await openTransaction();
    await committed(3);
    await expect.poll(async () => ((await pass({ onPoison })).held ? numbers() : [])).toEqual([1, 2]);
    await early.rollback();
    await untilCaughtUp(pass);
    expect(await numbers()).toEqual([1, 2, 3]);
  });

  test("has exactly the committed events, however transactions overlap", async () => {
    const act = fc.record({
      who: fc.nat({ max: 3 }),
      what: fc.constantFrom("record", "record", "commit", "rollback", "catch up"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        await database().execute(sql`truncate shared.outbox, test_view`);
        const open = new Map<number, { tx: Awaited<ReturnType<typeof openTransaction>>; wrote: number[] }>();
        const expected: number[] = [];
        let number = 0;
        const end = async (who: number, commit: boolean) => {
          const found = open.get(who);
          if (!found) return;
          open.delete(who);
          await (commit ? found.tx.commit() : found.tx.rollback());
          if (commit) expected.push(...found.wrote);
        };
        for (const { who, what } of acts) {
          if (what === "catch up") await pass({ limit: 2, onPoison });
          else if (what === "record") {
            const mine = open.get(who) ?? { tx: await openTransaction(), wrote: [] };
            open.set(who, mine);
            await record(mine.tx.tx, { number: ++number });
            mine.wrote.push(number);
          } else await end(who, what === "commit");
        }
        for (const who of [...open.keys()]) await end(who, who % 2 === 0);
        await untilCaughtUp(pass, { limit: 3 });
        expect((await numbers()).sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
        expect(await rowsOf(sql`select from test_view where writes <> 1`)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test("shares the work with a second one at the same time", async () => {
    for (let n = 0; n < 40; n += 4) await committed(n, n + 1, n + 2, n + 3);
    const shares = await Promise.all([1, 2, 3].map(() => untilCaughtUp(pass, { limit: 3 })));
    expect(shares.reduce((sum, share) => sum + share)).toBe(40);
    expect(await numbers()).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });
});

describe("events of other names", () => {
  test("are skipped; a few of them do not move the cursor", async () => {
    await committed(1);
    await untilCaughtUp(pass);
    const before = await cursor();
    await others(100);
    await untilCaughtUp(pass);
    expect(await cursor()).toEqual(before);
    await others(400);
    await expect.poll(async () => (await pass({ onPoison })) && (await cursor())).not.toEqual(before);
    expect(await cursor()).toMatchObject({ seq: "0" });
    await committed(2);
    await untilCaughtUp(pass);
    expect(await numbers()).toEqual([1, 2]);
  });

  test("are skipped in parts when they are many", async () => {
    await others(10_050);
    await committed(1);
    await expect.poll(() => pass({ onPoison })).toMatchObject({ projected: 0, more: true });
    expect((await cursor())?.seq).not.toBe("0");
    await untilCaughtUp(pass);
    expect(await numbers()).toEqual([1]);
  });
});

describe("a poison row", () => {
  const poisoned: [PoisonRow, Error][] = [];
  const setAside: CatchUpOptions["onPoison"] = async (row, error) => void poisoned.push([row, error]);
  beforeEach(() => void poisoned.splice(0));

  test.each([
    ["not a number", { number: "seven" }, "22P02"],
    ["no value", {}, "23502"],
    ["a value that the table refuses", { number: -1 }, "23514"],
    ["a number out of range", { number: 10_000_000_000 }, "22003"],
  ])("with %s is parked and stops no other", async (_, data, code) => {
    await committed(1, 2);
    await database().transaction((tx) => record({ tx }, data));
    await committed(3, 4);
    expect(await untilCaughtUp(pass, { onPoison: setAside })).toBe(4);
    expect(await numbers()).toEqual([1, 2, 3, 4]);
    expect(poisoned).toMatchObject([[{ projection: "numbers", name: WANTED, version: 1, data }, { code }]]);
    expect(poisoned[0]?.[1].message).not.toContain("insert into");
    expect(await untilCaughtUp(pass, { onPoison: setAside })).toBe(0);
    expect(poisoned).toHaveLength(1);
  });

  test("is tried again until it is parked", async () => {
    await committed(1, "two", 3);
    await expect(untilCaughtUp(pass, { onPoison: () => Promise.reject(new Error("away")) })).rejects.toThrow(
      "away",
    );
    expect(await numbers()).toEqual([1]);
    await untilCaughtUp(pass, { onPoison: setAside });
    expect(await numbers()).toEqual([1, 3]);
    expect(poisoned).toHaveLength(1);
  });

  test("is the only one that is parked, also by several processes at the same time", async () => {
    for (let n = 0; n < 20; n++) await committed(n % 5 === 3 ? "poison" : n);
    await Promise.all([1, 2, 3].map(() => untilCaughtUp(pass, { limit: 4, onPoison: setAside })));
    expect(new Set(poisoned.map(([row]) => row.eventId)).size).toBe(4);
    expect(poisoned.every(([row]) => (row.data as { number: unknown }).number === "poison")).toBe(true);
    expect(await numbers()).toHaveLength(16);
  });
});

test.each([
  [
    "a lost connection",
    sql`insert into test_view (event_id, number)
     select o.id, 1 from batch o where pg_terminate_backend(pg_backend_pid())`,
  ],
  ["a missing column", sql`insert into test_view (event_id, figure) select o.id, 1 from batch o`],
])("%s is thrown, and nothing moves", async (_, write) => {
  await committed(1);
  const broken = { ...view, write };
  const anything = { onPoison: async () => {} };
  await expect(untilCaughtUp((options) => catchUp(system, broken, options), anything)).rejects.toThrow();
  expect(await cursor()).toMatchObject({ xid: "0", seq: "0" });
  await untilCaughtUp(pass);
  expect(await numbers()).toEqual([1]);
});

describe("a rebuild", () => {
  const reset = () => transaction(system, (tx) => resetProjection(tx, "numbers"));

  test("reads everything again, while events arrive", async () => {
    await committed(1, 2, 3, 4);
    await untilCaughtUp(pass);
    await database().execute(sql`update test_view set number = 9 where number = 2`);
    await database().execute(sql`delete from test_view where number = 3`);
    await reset();
    const arriving = (async () => {
      for (let n = 5; n < 25; n++) await committed(n);
    })();
    await Promise.all([arriving, untilCaughtUp(pass, { limit: 2 }), untilCaughtUp(pass, { limit: 3 })]);
    await untilCaughtUp(pass);
    expect((await numbers()).sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, n) => n + 1));
  });

  test("is not undone by a poison row that was read just before", async () => {
    await committed(1, "two", 3);
    const options = { onPoison: async () => void (await reset()) };
    // The handler starts the rebuild. Afterwards the cursor must not jump forward again.
    await expect.poll(async () => (await pass({ limit: 5, ...options })).more).toBe(true);
    expect(await cursor()).toMatchObject({ xid: "0", seq: "0" });
    await untilCaughtUp(pass, { onPoison: async () => {} });
    expect(await numbers()).toEqual([1, 3]);
  });
});

describe("a database that was restored from another cluster", () => {
  const farAway = sql`(pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000000)::text::xid8`;
  const restoreRows = sql`update shared.outbox set xid = ${farAway}`;
  const restoreCursors = sql`update shared.projection_cursors set xid = ${farAway}, seq = 3`;

  test.each([
    ["with its events beyond the cluster's count", [restoreRows]],
    ["with a cursor beyond the cluster's count", [restoreCursors]],
    ["with both", [restoreRows, restoreCursors]],
  ])("%s has all of them projected, the new ones too", async (_, statements) => {
    await committed(1, 2);
    await untilCaughtUp(pass);
    await committed(3);
    for (const statement of statements) await database().execute(statement);
    await committed(4);
    await Promise.all([untilCaughtUp(pass), untilCaughtUp(pass)]);
    await committed(5);
    await untilCaughtUp(pass);
    expect((await numbers()).sort()).toEqual([1, 2, 3, 4, 5]);
    const ahead = sql`select from shared.outbox where xid >= pg_snapshot_xmax(pg_current_snapshot())`;
    expect(await rowsOf(ahead)).toEqual([]);
  });
});
