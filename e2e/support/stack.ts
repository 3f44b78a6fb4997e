import path from "node:path";
import { test as base, expect } from "@playwright/test";
import { migrate } from "@/db/migrate";
import { hasBacklog } from "@/server/assurance/backlog-view";
import { seed } from "@/tools/seed/main";
import { emptyDataDir } from "@/tools/start/data-dir";
import { type Stack, startStack } from "@/tools/start/stack";
import { startCollector } from "@/tools/test/otlp-collector";
import { Airline } from "./airline";
import { until } from "./until";

const SEEDED_DAYS = 14;
const START_MS = 90_000;
/** The token with which tests read `/api/metrics`. */
export const METRICS_TOKEN = "only-for-tests-metrics";

/** The number of the worker among all of this run, and its place among those that run at once. */
type Worker = { workerIndex: number; parallelIndex: number };

/** An airline for one test worker: database, event engine, payments, mail and two processes of the site. */
async function openStack({ workerIndex, parallelIndex }: Worker, collectorUrl: string): Promise<Stack> {
  const dataDir = path.resolve(`.data-e2e/${workerIndex}`);
  await emptyDataDir(dataDir);
  // Workers start at the same time: ports of their own cannot be claimed twice.
  const first = 30 * parallelIndex;
  const stack = await startStack({
    dataDir,
    env: {},
    apps: 2,
    ports: {
      app: 3400 + first,
      postgres: 54_600 + first,
      inngest: 8600 + first,
      gateway: 12_600 + first,
      mailbox: 8700 + first,
      smtp: 1600 + first,
    },
    partEnv: {
      // As the official server: long pauses between tries, and events that a kill loses.
      inngest: { MSA_INNGEST_MODE: "harsh" },
      app: {
        MAX_HOLDS_PER_ADDRESS: "1000",
        MAX_UNITS_PER_CONTACT: "1000",
        MAX_UNPROVEN_SHARE_PERCENT: "100",
        SHUTDOWN_PAUSE_MS: "3000",
        METRICS_TOKEN,
        // Receivers of webhooks in tests are on this machine.
        WEBHOOKS_ALLOW_PRIVATE: "true",
        // A machine that runs the tests and the airline on two processors is slow; only the pool may shed here.
        SHED_LOOP_DELAY_MS: "20000",
        SHED_POOL_WAIT_MS: "3000",
        OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl,
      },
    },
    prepare: async (databaseUrl) => {
      await migrate(databaseUrl);
      await seed(databaseUrl, { days: SEEDED_DAYS });
    },
  });
  // Calls of the tests into server/ use the same database and services.
  Object.assign(process.env, stack.environment);
  return stack;
}

/**
 * Waits until the seed's events have had their effects and both processes take all work. Before that a busy machine sheds
 * the first test's requests.
 */
async function untilQuiet(stack: Stack): Promise<void> {
  const statusOf = async ({ url }: { url: string }) => {
    const answer = await fetch(`${url}/api/health/ready`);
    return ((await answer.json()) as { status: string }).status;
  };
  await until(hasBacklog, (isBusy) => !isBusy, { timeoutMs: START_MS });
  await until(
    () => Promise.all(stack.apps.map(statusOf)),
    (statuses) => statuses.every((status) => status === "ok"),
    { timeoutMs: START_MS },
  );
}

/** Every spec uses this `test`: it provides the running airline, and its address as baseURL. */
export const test = base.extend<object, { airline: Airline }>({
  airline: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern.
    async ({}, use, worker) => {
      const collector = await startCollector();
      const stack = await openStack(worker, collector.url);
      const airline = new Airline(stack, { traces: collector });
      await untilQuiet(stack);
      await use(airline);
      await airline.close();
      await stack.stop();
      await collector.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ airline }, use) => use(airline.url),
});

export { expect };
