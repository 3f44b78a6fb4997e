import { Inngest } from "inngest";
import { afterEach, describe, expect, it } from "vitest";
import { UnsupportedFunction } from "./config-reader";
import { openDatabase } from "./database";
import { openRegistry } from "./registry";
import { prune } from "./retention";
import { hashSigningKey } from "./signing";
import { type Engine, EVENT_KEY, SIGNING_KEY, startEngine, until } from "./testing/harness";
import { ulid } from "./ulid";

let engine: Engine;
afterEach(() => engine.stop());

const on = (event: string) => ({ triggers: { event } });
const start = (overrides = {}) =>
  startEngine(
    (client) => [
      client.createFunction({ id: "echo", ...on("a/b") }, async ({ event }) => event.data.n),
      client.createFunction(
        {
          id: "batch",
          batchEvents: { maxSize: 3, timeout: "1s", key: "event.data.key" },
          ...on("a/many"),
        },
        async ({ events }) => events.map((event: { data: { n: unknown } }) => event.data.n),
      ),
      client.createFunction(
        { id: "daily", triggers: { cron: "TZ=Asia/Seoul 0 3 * * *" } },
        (context: { event: unknown }) => context.event,
      ),
      client.createFunction(
        { id: "two", triggers: [{ event: "a/x" }, { event: "b/*" }] },
        ({ event }) => event.name,
      ),
    ],
    overrides,
  );

const outputs = async (functionId: string) =>
  (
    await engine.db.query(
      "select output from run where function_id = $1 and status = 'completed' order by id",
      [`shop-${functionId}`],
    )
  ).rows.map((row) => JSON.parse(row.output));

const outputsWhen = (functionId: string, count: number) =>
  until(`${count} outputs of ${functionId}`, async () => {
    const found = await outputs(functionId);
    return found.length >= count && found;
  });

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(engine.server.url + path, { method: "POST", body: JSON.stringify(body), headers });

const health = async () => (await fetch(`${engine.server.url}/health`)).json();

describe("events", () => {
  it("need the event key", async () => {
    engine = await start();
    const reply = await post("/e/wrong", { name: "a/b" });
    expect([reply.status, await reply.json()]).toEqual([401, { status: 401, error: "Event key not found" }]);
    const stranger = new Inngest({ id: "x", baseUrl: engine.server.url, eventKey: "wrong", isDev: false });
    await expect(stranger.send({ name: "a/b" })).rejects.toThrow(/401|key/i);
    expect((await engine.db.query("select from event")).rowCount).toBe(0);
  });

  it("that are no events are refused; a bad one in a list refuses the list", async () => {
    engine = await start();
    for (const body of [
      1,
      null,
      {},
      { name: "" },
      { name: 7 },
      { name: "inngest/function.failed" },
      [{ name: "a/b" }, {}],
    ]) {
      expect((await post(`/e/${EVENT_KEY}`, body)).status).toBe(400);
    }
    const reply = await fetch(`${engine.server.url}/e/${EVENT_KEY}`, { method: "POST", body: "{" });
    expect(reply.status).toBe(400);
    const large = { name: "a/b", data: { x: "x".repeat(3 * 1024 * 1024) } };
    const refused = await post(`/e/${EVENT_KEY}`, [{ name: "a/b" }, large]);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({
      ...{ ids: [], status: 400 },
      error: expect.stringContaining("the limit is 3145728"),
    });
    expect((await post(`/e/${EVENT_KEY}`, "x".repeat(41 * 1024 * 1024))).status).toBe(413);
    expect((await engine.db.query("select from event")).rowCount).toBe(0);
  });

  it("with any text in them arrive as they were", async () => {
    engine = await start();
    const n = {
      zero: "a\u0000b",
      quote: "\"\\'{},",
      emoji: "🛫\ud800",
      korean: "대한",
      big: 1e21,
      deep: [[null]],
    };
    await engine.client.send({ name: "a/b", data: { n } });
    expect(await outputsWhen("echo", 1)).toEqual([n]);
  });

  it("with an id seen within 24 hours trigger nothing; after that they do", async () => {
    engine = await start();
    const event = { id: "outbox-1", name: "a/b", data: { n: 1 } };
    await engine.client.send([event, event]);
    await Promise.all(Array.from({ length: 20 }, () => engine.client.send(event)));
    await engine.client.send({ id: "outbox-2", name: "a/b", data: { n: 2 } });
    expect((await outputsWhen("echo", 2)).sort()).toEqual([1, 2]);
    await engine.db.query(
      "update event set received_at = now() - interval '25 hours' where key = 'outbox-1'",
    );
    await engine.client.send(event);
    expect((await outputsWhen("echo", 3)).sort()).toEqual([1, 1, 2]);
  });

  it("sent again with the same seed are the same events", async () => {
    engine = await start();
    const seed = {
      "x-inngest-event-id-seed": `${Date.now()},${Buffer.from("0123456789").toString("base64")}`,
    };
    const send = async () =>
      (await (await post(`/e/${EVENT_KEY}`, [{ name: "a/b" }, { name: "a/b" }], seed)).json()).ids;
    const ids = await send();
    expect(await send()).toEqual(ids);
    await outputsWhen("echo", 2);
    expect((await engine.db.query("select from run")).rowCount).toBe(2);
  });

  it("trigger by any of several triggers, also by the beginning of their names", async () => {
    engine = await start();
    await engine.client.send([{ name: "a/x" }, { name: "b/anything" }, { name: "c/x" }]);
    expect((await outputsWhen("two", 2)).sort()).toEqual(["a/x", "b/anything"]);
    expect((await engine.db.query("select from run")).rowCount).toBe(2);
  });

  it("with distant times or absurd keys do no harm to others", async () => {
    engine = await start();
    await engine.client.send([
      { name: "a/b", data: { n: 1 }, ts: Date.UTC(2099, 0) },
      { name: "a/many", data: { n: 2, key: "a\u0000b" } },
      { name: "a/b", data: { n: 3 } },
    ]);
    expect(await outputsWhen("echo", 1)).toEqual([3]);
    expect(await outputsWhen("batch", 1)).toEqual([[2]]);
  });

  it("with a later time wait for it", async () => {
    engine = await start();
    const sentAt = Date.now();
    await engine.client.send({ name: "a/b", data: { n: 1 }, ts: sentAt + 700 });
    await outputsWhen("echo", 1);
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(700);
  });
});

describe("batches", () => {
  it("run when they are full or old enough, each key by itself", async () => {
    engine = await start();
    const many = (key: string, ...numbers: number[]) =>
      numbers.map((n) => ({ name: "a/many", data: { key, n } }));
    await engine.client.send([...many("x", 1, 2, 3, 4, 5, 6, 7), ...many("y", 8)]);
    const full = await outputsWhen("batch", 2);
    expect(full.slice(0, 2)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect((await outputsWhen("batch", 4)).slice(2).sort()).toEqual([[7], [8]]);
    expect((await engine.db.query("select from batched")).rowCount).toBe(0);
  });
});

describe("crons", () => {
  it("run once when their time has come, also if it came while the server was away", async () => {
    engine = await start();
    const { rows } = await engine.db.query("select next_at from cron");
    expect(rows).toHaveLength(1);
    expect(rows[0].next_at.getUTCHours()).toBe(18);
    await engine.db.query("update cron set next_at = now() - interval '2 days'");
    expect(await outputsWhen("daily", 1)).toMatchObject([
      { name: "inngest/scheduled.timer", data: { cron: "TZ=Asia/Seoul 0 3 * * *" } },
    ]);
    await until("the next time", async () => {
      return (await engine.db.query("select from cron where next_at > now()")).rowCount === 1;
    });
    expect(await outputs("daily")).toHaveLength(1);
  });
});

describe("registration", () => {
  it("refuses an app with a function it cannot serve, names it, and keeps the earlier ones", async () => {
    engine = await start();
    const echo = JSON.parse(
      (await engine.db.query("select config from function where id = 'shop-echo'")).rows[0].config,
    );
    const headers = { authorization: `Bearer ${hashSigningKey(SIGNING_KEY)}` };
    const register = (...functions: object[]) =>
      post("/fn/register", { appName: "shop", functions }, headers);
    const reply = await register({ ...echo, id: "shop-new" }, { ...echo, debounce: { period: "1s" } });
    const reason = expect.stringContaining('function "shop-echo": option "debounce"');
    expect([reply.status, await reply.json()]).toEqual([400, { error: reason, data: null, status: 400 }]);
    expect(await health()).toEqual({
      ...{ status: 200, mode: "kind" },
      apps: [{ url: engine.app.url, app: "shop", synced: true, refused: reason, error: null }],
    });
    expect(engine.logs).toContainEqual(reason);
    expect((await engine.db.query("select from function where id = 'shop-new'")).rowCount).toBe(0);
    expect((await engine.db.query("select from cron")).rowCount).toBe(1);
    await engine.client.send({ name: "a/b", data: { n: 1 } });
    await outputsWhen("echo", 1);

    expect(await (await register(echo)).json()).toEqual({ ok: true, status: 200, modified: true });
    expect((await health()).apps).toMatchObject([{ synced: true, refused: null }]);
    expect((await engine.db.query("select from cron")).rowCount).toBe(0);
    expect((await post("/fn/register", { appName: "shop", functions: [echo] })).status).toBe(401);
    expect((await post("/fn/register", { appName: "", functions: [echo] }, headers)).status).toBe(400);
  });

  it("is remembered for events that arrive before the app does", async () => {
    engine = await start();
    const schema = (await engine.db.query("select current_schema() as name")).rows[0].name;
    const db = await openDatabase(process.env.DATABASE_URL ?? "", schema, 1);
    const registry = await openRegistry(db, () => {});
    expect(registry.triggeredBy("a/b").map((fn) => fn.id)).toEqual(["shop-echo"]);
    await expect(registry.register("shop", [{ id: "x" }])).rejects.toThrow(UnsupportedFunction);
    await db.end();
  });
});

describe("the app", () => {
  it("refuses calls that are not signed with its key, and their runs wait for the right one", async () => {
    engine = await start();
    await engine.restart({ signingKey: "ffffffffffffffffffffffffffffffff" });
    await engine.client.send({ name: "a/b", data: { n: 5 } });
    await until("a refused call", async () => {
      return (
        (await engine.db.query("select from job where drops > 0 and last_error like '%401%'")).rowCount === 1
      );
    });
    expect(await outputs("echo")).toEqual([]);
    await engine.restart();
    expect(await outputsWhen("echo", 1)).toEqual([5]);
  });

  it("that never answers by its SDK fails its runs in the end, aloud", async () => {
    engine = await start();
    await engine.restart({ signingKey: "ffffffffffffffffffffffffffffffff", maxDrops: 3 });
    await engine.client.send({ name: "a/b", data: { n: 5 } });
    const output = await until("a failed run", async () => {
      return (await engine.db.query("select output from run where status = 'failed'")).rows[0]?.output;
    });
    expect(output).toContain("HTTP 401, not from the SDK");
    expect(engine.logs.join()).toContain("of shop-echo failed");
  });

  it("cannot checkpoint a call that is not running any more", async () => {
    engine = await start();
    const headers = { authorization: `Bearer ${hashSigningKey(SIGNING_KEY)}` };
    await engine.db.query(
      `insert into run (id, function_id, events) values ('R', 'shop-echo', '{"{}"}');
       insert into job (run_id, kind, generation, leased, run_at) values ('R', 'discover', 4, true, now() + interval '1 h')`,
    );
    const jobId = (await engine.db.query("select id from job")).rows[0].id;
    const checkpoint = (generation: number, auth = headers) => {
      const steps = [{ id: `s${generation}`, op: "StepRun", data: generation }];
      return post("/v1/checkpoint/R/async", { qi_id: jobId, generation_id: generation, steps }, auth);
    };
    expect((await checkpoint(3)).status).toBe(409);
    expect((await checkpoint(4)).status).toBe(200);
    expect((await checkpoint(4, { authorization: "Bearer no" })).status).toBe(401);
    await engine.db.query("update job set leased = false");
    expect((await checkpoint(4)).status).toBe(409);
    expect((await engine.db.query("select id, value from step")).rows).toEqual([
      { id: "s4", value: '{"data":4}' },
    ]);
  });
});

it("forgets what is old and finished, and nothing else", async () => {
  engine = await start();
  const old = ulid(Date.now() - 4 * 86_400_000);
  const older = ulid(Date.now() - 5 * 86_400_000);
  await engine.client.send({ name: "a/b", data: { n: 1 } });
  await outputsWhen("echo", 1);
  await engine.db.query(
    `insert into run (id, function_id, events, status, ended_at)
     values ($1, 'f', '{}', 'completed', now()), ($2, 'f', '{}', 'running', null)`,
    [old, older],
  );
  await engine.db.query("insert into step (run_id, id, value) values ($1, 's', '1'), ($2, 's', '1')", [
    old,
    older,
  ]);
  await engine.db.query("insert into event values ('k', 'i', 'n', now() - interval '4 days')");
  const schema = (await engine.db.query("select current_schema() as name")).rows[0].name;
  const db = await openDatabase(process.env.DATABASE_URL ?? "", schema, 1);
  expect(await prune(db, Date.now())).toBe(false);
  await db.end();
  const left = async (table: string) => (await engine.db.query(`select from ${table}`)).rowCount;
  expect([await left("run"), await left("step"), await left("event")]).toEqual([2, 1, 1]);
});
