import path from "node:path";
import { test as base, expect } from "@playwright/test";
import { migrate } from "@/db/migrate";
import { seed } from "@/tools/seed/main";
import { emptyDataDir } from "@/tools/start/data-dir";
import { type Stack, startStack } from "@/tools/start/stack";
import { startCollector } from "@/tools/test/otlp-collector";
import { Airline } from "./airline";

const SEEDED_DAYS = 14;
/** The token with which tests read `/api/metrics`. */
export const METRICS_TOKEN = "only-for-tests-metrics";

/** An airline for one test worker: database, event engine, payments, mail and two processes of the site. */
async function openStack(workerIndex: number, collectorUrl: string): Promise<Stack> {
  const dataDir = path.resolve(`.data-e2e/${workerIndex}`);
  await emptyDataDir(dataDir);
  const stack = await startStack({
    dataDir,
    env: {},
    apps: 2,
    ports: { app: 3400, postgres: 54_600, inngest: 8600, gateway: 12_600, mailbox: 8700, smtp: 1600 },
    partEnv: {
      // As the official server: long pauses between tries, and events that a kill loses.
      inngest: { MSA_INNGEST_MODE: "harsh" },
      app: {
        MAX_HOLDS_PER_ADDRESS: "1000",
        MAX_UNITS_PER_CONTACT: "1000",
        MAX_UNPROVEN_SHARE_PERCENT: "100",
        SHUTDOWN_PAUSE_MS: "3000",
        METRICS_TOKEN,
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

/** Every spec uses this `test`: it provides the running airline, and its address as baseURL. */
export const test = base.extend<object, { airline: Airline }>({
  airline: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern.
    async ({}, use, { workerIndex }) => {
      const collector = await startCollector();
      const stack = await openStack(workerIndex, collector.url);
      const airline = new Airline(stack, { traces: collector });
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
