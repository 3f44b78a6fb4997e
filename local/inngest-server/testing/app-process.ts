import pg from "pg";
import { createClient, serveApp } from "./harness";

/**
 * An app in its own process, which tests kill. Each execution of a step adds a row to `effect`, so that a test can
 * count what really happened.
 * Arguments: port of the app, URL of the Inngest server, schema of the effects.
 */
const [port = "", serverUrl = "", schema = ""] = process.argv.slice(2);
const db = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 4,
  options: `-c search_path=${schema}`,
});
const client = createClient(serverUrl);

const effect = async (runId: string, step: string) => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await db.query("insert into effect (run_id, step) values ($1, $2)", [runId, step]);
  return step;
};

const work = client.createFunction(
  { id: "work", retries: 3, triggers: { event: "work/ordered" } },
  async ({ step, runId }) => {
    await step.run("one", () => effect(runId, "one"));
    await Promise.all(["left", "right"].map((side) => step.run(side, () => effect(runId, side))));
    await step.sleep("breath", "50ms");
    await step.run("last", () => effect(runId, "last"));
  },
);

await serveApp(client, [work], Number(port));
console.log("ready");
