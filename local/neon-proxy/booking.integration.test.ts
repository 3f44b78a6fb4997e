import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { migrate } from "@/db/migrate";
import { bookAndCancel, claimLastUnit, emptyDatabase, gatewayOfItsOwn } from "@/db/testing/whole-booking";
import { policies } from "@/server/reservation/testing/fixtures";
import { type NeonProxy, startNeonProxy } from "./proxy";

/** The airline as in production: every statement, migrations included, goes through Neon's driver. */
let proxy: NeonProxy;
let gateway: Awaited<ReturnType<typeof gatewayOfItsOwn>>;

beforeAll(async () => {
  const { adminUrl, databasePrefix } = inject("testServer");
  const url = await emptyDatabase(adminUrl, `${databasePrefix}neon`);
  [proxy, gateway] = await Promise.all([startNeonProxy(url), gatewayOfItsOwn()]);
  Object.assign(process.env, { DATABASE_URL: url, NEON_WS_PROXY: proxy.address });
  await migrate(url);
  await policies();
});

afterAll(async () => {
  await closeDatabase();
  await proxy.stop();
  await gateway.stop();
  await gateway.remove();
});

test("hold, pay, cancel, refund", () => bookAndCancel(gateway));

test("two claims for the last unit at the same moment: one gets it, the other is told", claimLastUnit);

test("none of it went past the proxy", async () => {
  await closeDatabase();
  await proxy.stop();
  await expect(database().execute(sql`select 1`)).rejects.toThrow();
});
