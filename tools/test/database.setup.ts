import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { TEST_ENVIRONMENT } from "./environment";
import { connect, databaseUrl } from "./test-server";

/**
 * Runs before each integration test file, ahead of its imports: a fresh copy of the migrated template
 * is at process.env.DATABASE_URL, so that db/client finds it when it is first imported.
 */
const { adminUrl, template, databasePrefix } = inject("testServer");
const database = databasePrefix + randomBytes(6).toString("hex");

await asAdmin(`create database ${database} template ${template}`);
Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: databaseUrl(adminUrl, database) });

afterAll(async () => {
  // A pool that is still open keeps the database; the end of the run drops what is left by force.
  await asAdmin(`drop database if exists ${database}`).catch(() => undefined);
});

async function asAdmin(statement: string): Promise<void> {
  const client = await connect(adminUrl);
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
