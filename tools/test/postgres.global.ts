import type { TestProject } from "vitest/node";
import { acquireTestServer } from "./test-server";

declare module "vitest" {
  export interface ProvidedContext {
    testServer: { adminUrl: string; template: string; databasePrefix: string };
  }
}

/** Before all integration tests: starts a PostgreSQL with a migrated template. After them: removes what is left. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, template, databasePrefix, release } = await acquireTestServer();
  project.provide("testServer", { adminUrl, template, databasePrefix });
  return release;
}
