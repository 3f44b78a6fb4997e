import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { policies } from "@/server/reservation/testing/fixtures";
import { type PgBouncer, reasonToSkip, startPgBouncer } from "@/tools/postgres/pgbouncer";
import { closeDatabase, database } from "./client";
import { migrate } from "./migrate";
import { bookAndCancel, claimLastUnit, emptyDatabase, gatewayOfItsOwn } from "./testing/whole-booking";

/** The airline behind a pooler in transaction mode: every statement, migrations included, goes through PgBouncer. */
let pooler: PgBouncer;
let gateway: Awaited<ReturnType<typeof gatewayOfItsOwn>>;

const skipped = reasonToSkip();
if (skipped) console.warn(skipped);
const pooledTest = test.skipIf(skipped !== null);

beforeAll(async () => {
  const { adminUrl, databasePrefix } = inject("testServer");
  const direct = await emptyDatabase(adminUrl, `${databasePrefix}pooled`);
  [pooler, gateway] = await Promise.all([startPgBouncer(direct), gatewayOfItsOwn()]);
  process.env.DATABASE_URL = pooler.url;
  await migrate(pooler.url);
  await policies();
});

afterAll(async () => {
  await closeDatabase();
  await pooler.stop();
  await gateway.stop();
  await gateway.remove();
});

pooledTest("hold, pay, cancel, refund", () => bookAndCancel(gateway));

pooledTest("two claims for the last unit at the same moment: one gets it, the other is told", claimLastUnit);

pooledTest("none of it went past the pooler", async () => {
  await closeDatabase();
  await pooler.stop();
  await expect(database().execute(sql`select 1`)).rejects.toThrow();
});
