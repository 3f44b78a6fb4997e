import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** A busy machine takes longer than the usual second to do what a test waits for. */
const poll = { timeout: 30_000 };

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };

/**
 * unit: pure, no services. chart: the Helm chart, rendered by the real helm. integration: real PostgreSQL, one database per
 * file.
 */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          expect: { poll },
          include: ["{app,components,server,db,inngest,local,tools}/**/*.test.ts"],
          exclude: ["**/*.integration.test.ts", "tools/chart/**", "node_modules/**"],
          // A busy machine takes seconds to load what some tests are about.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "chart",
          include: ["tools/chart/**/*.test.ts"],
          globalSetup: ["tools/chart/helm.setup.ts"],
          testTimeout: 30_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          expect: { poll },
          include: ["{app,components,server,db,inngest,local,tools}/**/*.integration.test.ts"],
          globalSetup: ["tools/test/postgres.global.ts"],
          setupFiles: ["tools/test/database.setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // Projects with their own number of workers run one after the other.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
