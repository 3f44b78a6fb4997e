import { afterEach, describe, expect, it } from "vitest";
import { REAL_LIMITS } from "./real-limits";
import { type Engine, startEngine, until } from "./testing/harness";

let engine: Engine;
afterEach(() => engine.stop());

const MIB = 1024 * 1024;
const on = (event: string) => ({ retries: 0 as const, triggers: { event } });

/** The output of the only run, once it has failed. */
const failure = (): Promise<{ name: string; message: string }> =>
  until("a failed run", async () => {
    const { rows } = await engine.db.query("select output from run where status = 'failed'");
    return rows[0] && JSON.parse(rows[0].output);
  });

describe("a run fails", () => {
  it("when a step returns more than the limit, which no checkpoint keeps", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "large", ...on("a/b") }, ({ step }) =>
        step.run("s", () => "x".repeat(REAL_LIMITS.stepOutputBytes.max)),
      ),
    ]);
    await engine.client.send({ name: "a/b" });
    expect(await failure()).toMatchObject({ message: expect.stringMatching(/output of step .* 4194304/) });
    expect((await engine.db.query("select from step")).rowCount).toBe(0);
  });

  it("when its steps together return more than the limit", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "wide", ...on("a/b") }, async ({ step }) => {
        for (let n = 0; n < 12; n++) await step.run(`s${n}`, () => "x".repeat(3.5 * MIB));
      }),
    ]);
    await engine.client.send({ name: "a/b" });
    expect(await failure()).toMatchObject({ name: "InngestErrStateOverflowed" });
    expect((await engine.db.query("select from step")).rowCount).toBe(9);
  });

  it("when its answer is larger than the limit", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "loud", ...on("a/b") }, () => "x".repeat(REAL_LIMITS.answerBytes.max)),
    ]);
    await engine.client.send({ name: "a/b" });
    expect(await failure()).toMatchObject({ name: "output_too_large" });
  });

  it("when it is called again after 1,000 steps; 999 are not too many", async () => {
    engine = await startEngine((client) => [
      client.createFunction({ id: "long", ...on("a/b") }, ({ runId }) => runId),
    ]);
    const insert = (run: string, steps: number) =>
      engine.db.query(
        `with new_run as (insert into run (id, function_id, events) values ('${run}', 'shop-long', array['{"data":{},"id":"e","name":"a/b","ts":1}'])),
           steps as (insert into step (run_id, id, value)
             select '${run}', 's' || n, 'null' from generate_series(1, ${steps}) n)
         insert into job (run_id, kind) values ('${run}', 'discover')`,
      );
    await insert("SHORT", 999);
    await insert("LONG", 1_000);
    expect(await failure()).toMatchObject({ name: "InngestErrFunctionOverflowed" });
    const completed = await until("the other run", async () => {
      return (await engine.db.query("select id from run where status = 'completed'")).rows[0];
    });
    expect(completed).toEqual({ id: "SHORT" });
    expect(engine.app.calls()).toBe(1);
  });
});
