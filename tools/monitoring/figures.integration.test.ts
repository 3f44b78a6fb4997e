import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { measureProcess } from "@/app/_lib/edge/measure-requests";
import { failureOf } from "@/app/_lib/http/failure";
import { GET } from "@/app/api/metrics/route";
import { closeDatabase, database } from "@/db/client";
// Its figures are there from the moment at which its code is.
import "@/server/notification";
import { AppError } from "@/server/shared/errors";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { dashboards, expressionsOf } from "./dashboards";
import { namesIn } from "./exposition";
import { recordings, rules } from "./rules";
import { blocksOf, codeOf, figuresIn, runbooks } from "./runbooks";

/** Figures of Prometheus itself and of kube-state-metrics, and the name of the chart's database. */
const OTHERS = [
  "ALERTS",
  "up",
  "msa_air",
  "kube_cronjob_created",
  "kube_cronjob_status_last_successful_time",
];

let known: Set<string>;
beforeAll(async () => {
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("METRICS_TOKEN", "only-for-tests-metrics");
  measureProcess();
  failureOf(new AppError("SOLD_OUT"));
  const headers = { authorization: "Bearer only-for-tests-metrics" };
  const answer = await GET(new Request("http://localhost/api/metrics", { headers }));
  known = new Set([...namesIn(await answer.text()), ...recordings, ...OTHERS]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await closeDatabase();
});

const unknownIn = (texts: readonly string[]) => texts.flatMap(figuresIn).filter((name) => !known.has(name));

describe("every figure is one that the site gives", () => {
  test("in the alerts and recording rules", () => {
    const expressions = rules.map(({ expr }) => expr);
    expect(expressions.flatMap(figuresIn).length).toBeGreaterThan(30);
    expect(unknownIn(expressions)).toEqual([]);
  });

  test.each(dashboards)("in $title", (dashboard) => {
    const expressions = expressionsOf(dashboard);
    for (const expression of expressions) expect(figuresIn(expression), expression).not.toEqual([]);
    expect(unknownIn(expressions)).toEqual([]);
  });

  test.each(runbooks)("in the runbook $name", ({ text }) => {
    // `msa_http_*` stands for a family.
    expect(unknownIn(codeOf(text).filter((code) => !code.endsWith("*")))).toEqual([]);
  });
});

const statements = runbooks.flatMap(({ name, text }) =>
  blocksOf(text, "sql").map((statement) => ({ name, statement })),
);

test("there are statements in the runbooks", () => expect(statements.length).toBeGreaterThan(12));

test.each(statements)("PostgreSQL takes a statement of $name: $statement", async ({ statement }) => {
  const undo = new Error("undone");
  await expect(
    database().transaction(async (tx) => {
      await tx.execute(sql.raw(statement));
      throw undo;
    }),
  ).rejects.toBe(undo);
});
