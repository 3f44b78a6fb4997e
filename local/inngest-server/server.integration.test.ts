import { NonRetriableError, RetryAfterError } from "inngest";
import { afterEach, describe, expect, it } from "vitest";
import { type Engine, startEngine, until } from "./testing/harness";

let engine: Engine;
afterEach(() => engine.stop());

/** Runs of a function, newest last. */
const runsOf = async (functionId: string) =>
  (await engine.db.query("select * from run where function_id = $1 order by id", [`shop-${functionId}`]))
    .rows;

const ended = (functionId: string, count = 1) =>
  until(`${count} ended runs of ${functionId}`, async () => {
    const runs = await runsOf(functionId);
    return runs.length >= count && runs.every((run) => run.status !== "running") && runs;
  });

describe("a function with steps", () => {
  it("runs each step once, in one call, and keeps the result", async () => {
    const done: string[] = [];
    engine = await startEngine((client) => [
      client.createFunction({ id: "book", triggers: { event: "seat/held" } }, async ({ event, step }) => {
        const first = await step.run("first", () => done.push("first") && `seat ${event.data.seat}`);
        const second = await step.run("second", () => done.push("second") && { first });
        return { second };
      }),
    ]);
    const { ids } = await engine.client.send({ name: "seat/held", data: { seat: "12A" } });
    expect(ids[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    const [run] = await ended("book");
    expect(run.status).toBe("completed");
    expect(JSON.parse(run.output)).toEqual({ second: { first: "seat 12A" } });
    expect(done).toEqual(["first", "second"]);
    expect(engine.app.calls()).toBe(1);
    expect((await engine.db.query("select from job")).rowCount).toBe(0);
  });
});
