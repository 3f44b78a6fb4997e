import { setTimeout as sleep } from "node:timers/promises";
import { type FailureEventPayload, type Inngest, NonRetriableError, RetryAfterError } from "inngest";
import { afterEach, describe, expect, it } from "vitest";
import { type Engine, startEngine, until } from "./testing/harness";

let engine: Engine;
afterEach(() => engine.stop());

interface Run {
  id: string;
  status: string;
  output: unknown;
}

/** Waits until a function has so many ended runs, and none running. Oldest first. */
const ended = (functionId: string, count = 1): Promise<Run[]> =>
  until(`${count} ended runs of ${functionId}`, async () => {
    const { rows } = await engine.db.query("select * from run where function_id = $1 order by id", [
      `shop-${functionId}`,
    ]);
    const runs = rows.map((row) => ({ ...row, output: row.output && JSON.parse(row.output) }) as Run);
    return runs.length >= count && runs.every((run) => run.status !== "running") && runs;
  });

type Handler = Parameters<Inngest["createFunction"]>[1];
const on = (event: string) => ({ triggers: { event } });

describe("steps", () => {
  it("run once each, in one call, and their results last", async () => {
    const done: string[] = [];
    engine = await startEngine((client) => [
      client.createFunction({ id: "book", ...on("seat/held") }, async ({ event, step }) => {
        const first = await step.run("first", () => {
          done.push("first");
          return `seat ${event.data.seat}`;
        });
        const second = await step.run("second", () => {
          done.push("second");
          return { first };
        });
        return { second };
      }),
    ]);
    const { ids } = await engine.client.send({ name: "seat/held", data: { seat: "12A" } });
    expect(ids[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    const [run] = await ended("book");
    expect(run).toMatchObject({ status: "completed", output: { second: { first: "seat 12A" } } });
    expect(done).toEqual(["first", "second"]);
    expect(engine.app.calls()).toBe(1);
    expect((await engine.db.query("select from job")).rowCount).toBe(0);
  });

  it("may be kept back by the app until the end, and come with it", async () => {
    engine = await startEngine((client) => [
      client.createFunction(
        { id: "swift", checkpointing: { bufferedSteps: 9 }, ...on("a/b") },
        async ({ step }) => {
          return (await step.run("one", () => 1)) + (await step.run("two", () => 2));
        },
      ),
    ]);
    await engine.client.send({ name: "a/b" });
    expect(await ended("swift")).toMatchObject([{ status: "completed", output: 3 }]);
    expect(engine.app.calls()).toBe(1);
    const { rows } = await engine.db.query("select value from step order by seq");
    expect(rows.map((row) => row.value)).toEqual(['{"data":1}', '{"data":2}']);
  });

  it("run in parallel, and the function goes on when all are done", async () => {
    const done: string[] = [];
    const running = { now: 0, most: 0 };
    engine = await startEngine((client) => [
      client.createFunction({ id: "fan", ...on("a/fan") }, async ({ step }) => {
        const work = (name: string) =>
          step.run(name, async () => {
            running.most = Math.max(running.most, ++running.now);
            await until("another step beside it", () => running.most > 1);
            running.now -= 1;
            done.push(name);
            return name;
          });
        const all = await Promise.all([work("a"), work("b"), step.sleep("nap", "100ms"), work("c")]);
        return [all, await step.run("last", () => done.length)];
      }),
    ]);
    await engine.client.send({ name: "a/fan" });
    const [run] = await ended("fan");
    expect(run).toMatchObject({ status: "completed", output: [["a", "b", null, "c"], 3] });
    expect(done.sort()).toEqual(["a", "b", "c"]);
  });

  it("sleep for a time or until a moment without holding a call", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "nap", ...on("a/nap") }, async ({ step }) => {
        const from = await step.run("from", () => Date.now());
        await step.sleep("short", "300ms");
        const middle = await step.run("middle", () => Date.now());
        await step.sleepUntil("until", new Date(from + 800));
        return [middle - from, Date.now() - from];
      }),
    ]);
    await engine.client.send({ name: "a/nap" });
    const [run] = await ended("nap");
    const [first, second] = run!.output as number[];
    expect(first).toBeGreaterThanOrEqual(300);
    expect(second).toBeGreaterThanOrEqual(800);
    expect(second).toBeLessThan(5_000);
  });

  it("send events that trigger other functions", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "first", ...on("a/first") }, async ({ step }) => {
        await step.sendEvent("tell", [
          { name: "a/second", data: { n: 1 } },
          { name: "a/second", data: { n: 2 } },
        ]);
      }),
      client.createFunction({ id: "second", ...on("a/second") }, async ({ event }) => event.data.n),
    ]);
    await engine.client.send({ name: "a/first" });
    const runs = await ended("second", 2);
    expect(runs.map((run) => run.output).sort()).toEqual([1, 2]);
  });
});

describe("failures", () => {
  it("are retried with backoff; a step's tries are its own, and finished steps are not repeated", async () => {
    const tries: Record<string, number> = { one: 0, two: 0, body: 0 };
    const attempts: number[] = [];
    const flaky = (name: string, failures: number) => () => {
      tries[name] = (tries[name] ?? 0) + 1;
      if (tries[name] <= failures) throw new Error(`${name} is down`);
      return name;
    };
    engine = await startEngine((client) => [
      client.createFunction({ id: "flaky", retries: 2, ...on("a/b") }, async ({ step, attempt }) => {
        await step.run("one", flaky("one", 2));
        await step.run("two", flaky("two", 2));
        attempts.push(attempt);
        flaky("body", 2)();
        return "done";
      }),
    ]);
    await engine.client.send({ name: "a/b" });
    expect(await ended("flaky")).toMatchObject([{ status: "completed", output: "done" }]);
    expect(tries).toEqual({ one: 3, two: 3, body: 3 });
    expect(attempts).toEqual([0, 1, 2]);
  });

  it("end the run when the tries are used up, and start its onFailure once", async () => {
    const seen: unknown[] = [];
    let tries = 0;
    const handler: Handler = async ({ step }) => {
      await step.run("pay", () => {
        tries += 1;
        throw new TypeError("card machine on fire");
      });
    };
    engine = await startEngine((client) => [
      client.createFunction(
        {
          id: "doomed",
          retries: 2,
          ...on("a/b"),
          onFailure: async ({ event, error }: { event: FailureEventPayload; error: Error }) => {
            seen.push([event.data.function_id, event.data.event.data, error.name, error.message]);
          },
        },
        handler,
      ),
      client.createFunction({ id: "other", ...on("a/b"), onFailure: () => void seen.push("wrong") }, () => 1),
      client.createFunction({ id: "graveyard", ...on("inngest/function.failed") }, ({ event }) => {
        return (event as unknown as { data: { function_id: string } }).data.function_id;
      }),
    ]);
    await engine.client.send({ name: "a/b", data: { pnr: "X1" } });
    expect(await ended("doomed")).toMatchObject([{ status: "failed", output: { name: "TypeError" } }]);
    await ended("doomed-failure");
    expect(await ended("graveyard")).toMatchObject([{ output: "shop-doomed" }]);
    expect(tries).toBe(3);
    expect(seen).toEqual([["shop-doomed", { pnr: "X1" }, "TypeError", "card machine on fire"]]);
  });

  it("of a step can be caught by the function", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "brave", retries: 0, ...on("a/b") }, async ({ step }) => {
        const told = await step
          .run("risk", () => Promise.reject(new Error("no")))
          .catch((error: Error) => error.message);
        return step.run("after", () => `caught ${told}`);
      }),
    ]);
    await engine.client.send({ name: "a/b" });
    expect(await ended("brave")).toMatchObject([{ status: "completed", output: "caught no" }]);
  });

  it("marked as final are not retried; others wait as long as they ask", async () => {
    let finals = 0;
    const at: number[] = [];
    engine = await startEngine((client) => [
      client.createFunction({ id: "final", ...on("a/b") }, () => {
        finals += 1;
        throw new NonRetriableError("never");
      }),
      client.createFunction({ id: "later", ...on("a/b") }, async ({ step }) => {
        await step.run("wait", () => {
          at.push(Date.now());
          if (at.length === 1) throw new RetryAfterError("busy", "1s");
        });
      }),
    ]);
    await engine.client.send({ name: "a/b" });
    expect(await ended("final")).toMatchObject([{ status: "failed", output: { message: "never" } }]);
    await ended("later");
    expect(finals).toBe(1);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(950);
  });

  it("of a failure handler start no further handler", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "sinking", retries: 0, ...on("a/b") }, () =>
        Promise.reject(new Error("1")),
      ),
      client.createFunction({ id: "h1", retries: 0, ...on("inngest/function.failed") }, () =>
        Promise.reject(new Error("2")),
      ),
      client.createFunction({ id: "h2", retries: 0, ...on("inngest/function.failed") }, () =>
        Promise.reject(new Error("3")),
      ),
    ]);
    await engine.client.send({ name: "a/b" });
    expect(await ended("h1")).toHaveLength(1);
    expect(await ended("h2")).toHaveLength(1);
    expect((await engine.db.query("select from run")).rowCount).toBe(3);
  });

  it("that need what the server does not have end the run and say so", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "waits", ...on("a/b") }, async ({ step }) => {
        await step.waitForEvent("w", { event: "a/c", timeout: "1h" });
      }),
    ]);
    await engine.client.send({ name: "a/b" });
    const [run] = await ended("waits");
    expect(run).toMatchObject({
      status: "failed",
      output: { message: expect.stringContaining("WaitForEvent") },
    });
  });
});

describe("limits", () => {
  it("hold for all runs of a function and for each key", async () => {
    const most: Record<string, number> = {};
    const now: Record<string, number> = {};
    const started = new Set<string>();
    /** Each waits once for `together` others, so that a limit that is too tight is seen as well. */
    const work = async (group: string, name: string, together: number) => {
      now[group] = (now[group] ?? 0) + 1;
      most[group] = Math.max(most[group] ?? 0, now[group]);
      started.add(name);
      await until(`${together} like ${name}`, () => {
        return [...started].filter((other) => other[0] === name[0]).length >= together;
      });
      await sleep(5);
      now[group] -= 1;
    };
    engine = await startEngine((client) => [
      client.createFunction({ id: "total", concurrency: 2, ...on("a/b") }, ({ event }) =>
        work("total", `t${event.data.n}`, 2),
      ),
      client.createFunction(
        { id: "keyed", concurrency: { limit: 1, key: "event.data.flight" }, ...on("a/b") },
        ({ event }) => work(`flight ${event.data.flight}`, `f${event.data.flight}`, 3),
      ),
    ]);
    const events = Array.from({ length: 12 }, (_, n) => ({ name: "a/b", data: { n, flight: n % 3 } }));
    await engine.client.send(events);
    expect(await ended("total", 12)).toHaveLength(12);
    expect(await ended("keyed", 12)).toHaveLength(12);
    expect(most).toEqual({ total: 2, "flight 0": 1, "flight 1": 1, "flight 2": 1 });
  });

  it("of one function do not hold up another behind its queue", async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    engine = await startEngine(
      (client) => [
        client.createFunction({ id: "slow", concurrency: 1, ...on("a/slow") }, () => gate),
        client.createFunction({ id: "fast", ...on("a/fast") }, () => "fast"),
      ],
      { workers: 4 },
    );
    await engine.client.send(Array.from({ length: 20 }, () => ({ name: "a/slow" })));
    await engine.client.send({ name: "a/fast" });
    expect(await ended("fast")).toMatchObject([{ output: "fast" }]);
    release();
    expect(await ended("slow", 20)).toHaveLength(20);
  });

  it("count the calls that a killed server left behind, until their leases end", async () => {
    let calledAt = 0;
    engine = await startEngine((client) => [
      client.createFunction({ id: "one", concurrency: 1, ...on("a/b") }, async () => {
        calledAt = Date.now();
      }),
    ]);
    const { rows } = await engine.db.query(
      `insert into job (run_id, kind, limits, leased, run_at)
       values ('left', 'discover', '{1:shop-one:0:}', true, now() + interval '2 s') returning run_at`,
    );
    await engine.restart();
    await engine.client.send({ name: "a/b" });
    await ended("one");
    expect(calledAt).toBeGreaterThanOrEqual(rows[0].run_at.getTime());
  });
});
