import { afterEach, describe, expect, it } from "vitest";
import type { ServerOptions } from "./options";
import { type Engine, EVENT_KEY, startEngine, until, untilSynced } from "./testing/harness";

let engine: Engine;
afterEach(() => engine.stop());

type Define = Parameters<typeof startEngine>[0];
const start = (define: Define, overrides: Partial<ServerOptions> = {}) =>
  startEngine(define, { mode: "harsh", queueMs: 20, ...overrides });
const on = (event: string) => ({ triggers: { event } });
const echo: Define = (client) => [
  client.createFunction({ id: "echo", ...on("a/b") }, ({ event }) => event.data.n),
];

const outputs = async (status = "completed", functionId = "%") => {
  const { rows } = await engine.db.query(
    "select output from run where status = $1 and function_id like $2 order by id",
    [status, functionId],
  );
  return rows.map((row) => JSON.parse(row.output));
};
const outputsWhen = (count: number, ...which: [status?: string, functionId?: string]) =>
  until(`${count} runs`, async () => {
    const found = await outputs(...which);
    return found.length >= count && found;
  });
const rows = async (table: string) => (await engine.db.query(`select from ${table}`)).rowCount;

const post = (body: unknown) =>
  fetch(`${engine.server.url}/e/${EVENT_KEY}`, { method: "POST", body: JSON.stringify(body) });

describe("events", () => {
  it("are acknowledged before any app has registered, and are gone", async () => {
    engine = await start(echo, { appUrls: [] });
    const reply = await post({ id: "e1", name: "a/b", data: { n: 1 } });
    expect([reply.status, await reply.json()]).toMatchObject([200, { status: 200 }]);
    await engine.restart({ appUrls: [engine.app.url] });
    await untilSynced(engine.server.url);
    expect(await rows("event")).toBe(0);
    // The id was not remembered: nobody had listened to it.
    await post({ id: "e1", name: "a/b", data: { n: 2 } });
    expect(await outputsWhen(1)).toEqual([2]);
    expect(await rows("run")).toBe(1);
  });

  it("are lost when the server stops before they are stored", async () => {
    engine = await start(echo, { queueMs: 60_000 });
    expect((await post({ name: "a/b", data: { n: 1 } })).status).toBe(200);
    expect(await rows("event")).toBe(0);
    await engine.restart();
    expect(engine.logs).toContain("1 acknowledged requests were not stored");
    expect(await rows("event")).toBe(0);
  });

  it("before a bad one in a list are taken although the request is refused", async () => {
    engine = await start(echo);
    const reply = await post([
      { name: "a/b", data: { n: 1 } },
      { name: "" },
      { name: "a/b", data: { n: 3 } },
    ]);
    expect([reply.status, await reply.json()]).toEqual([
      400,
      { ids: [expect.any(String)], status: 400, error: "an event has no name" },
    ]);
    expect(await outputsWhen(1)).toEqual([1]);
  });

  it("with an id that was seen reach a batch again, and no other function", async () => {
    engine = await start((client) => [
      ...echo(client),
      client.createFunction(
        { id: "batch", batchEvents: { maxSize: 4, timeout: "60s" }, ...on("a/b") },
        ({ events }) => events.map((event: { id?: string }) => event.id),
      ),
    ]);
    const event = { id: "e1", name: "a/b", data: { n: 1 } };
    await post([event, event]);
    await until("the first two", async () => (await rows("batched")) === 2);
    await post(event);
    await post({ id: "e2", name: "a/b", data: { n: 2 } });
    expect(await outputsWhen(1, "completed", "shop-batch")).toEqual([["e1", "e1", "e1", "e2"]]);
    expect((await outputsWhen(2, "completed", "shop-echo")).sort()).toEqual([1, 2]);
    expect(await rows("run")).toBe(3);
  });
});

describe("a try", () => {
  const doomed: Define = (client) => [
    client.createFunction({ id: "doomed", retries: 2, ...on("a/b") }, () => "never"),
  ];

  it("is a call that finds no app", async () => {
    engine = await start(doomed);
    await engine.app.stop();
    await post({ name: "a/b" });
    const [error] = await outputsWhen(1, "failed");
    expect(error).toEqual({ name: "Error", message: expect.stringContaining("no answer from") });
  });

  it("is an answer that is not the SDK's", async () => {
    engine = await start(doomed);
    await engine.restart({ signingKey: "ffffffffffffffffffffffffffffffff" });
    const before = engine.app.calls();
    await post({ name: "a/b" });
    const [error] = await outputsWhen(1, "failed");
    expect(error).toEqual({ name: "Error", message: "HTTP 401, not from the SDK" });
    expect(engine.app.calls() - before).toBe(3);
  });

  it("is granted to a failure handler twice", async () => {
    let tries = 0;
    engine = await start((client) => [
      client.createFunction(
        {
          ...{ id: "sinking", retries: 0, ...on("a/b") },
          onFailure: () => {
            tries += 1;
            throw new Error("the handler fails as well");
          },
        },
        () => Promise.reject(new Error("no")),
      ),
    ]);
    await post({ name: "a/b" });
    await outputsWhen(1, "failed", "shop-sinking-failure");
    expect(tries).toBe(2);
  });
});

it("calls a run again whose last step came together with its end", async () => {
  const done: string[] = [];
  engine = await start((client) => [
    client.createFunction(
      { id: "swift", retries: 3, checkpointing: { bufferedSteps: 2 }, ...on("a/b") },
      async ({ step }) => {
        done.push("called");
        return step.run("one", () => done.push("step"));
      },
    ),
  ]);
  await post({ name: "a/b" });
  expect(await outputsWhen(1)).toEqual([2]);
  await until("the end of the tries", () => engine.logs.some((line) => line.startsWith("try 4 of 4")));
  await until("no job", async () => (await rows("job")) === 0);
  expect(done).toEqual(["called", "step", "called"]);
  expect(await rows("run")).toBe(1);
});

it("keeps finished steps and runs as the kind mode does", async () => {
  const done: string[] = [];
  engine = await start((client) => [
    client.createFunction({ id: "steady", retries: 2, ...on("a/b") }, async ({ step }) => {
      await step.run("one", () => done.push("one"));
      await step.sleep("nap", "50ms");
      await step.run("two", () => {
        done.push("two");
        if (done.length < 4) throw new Error("not yet");
      });
    }),
  ]);
  expect(await (await fetch(`${engine.server.url}/health`)).json()).toMatchObject({ mode: "harsh" });
  await post({ name: "a/b" });
  await outputsWhen(1);
  expect(done).toEqual(["one", "two", "two", "two"]);
});
