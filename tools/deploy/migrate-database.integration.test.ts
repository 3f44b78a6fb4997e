import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect } from "@/db/client";
import { connect as connectAsAdmin, databaseUrl } from "@/tools/test/test-server";
import { checkedOutMigrations, migrateUnderRunningVersion, pendingMigrations } from "./migrate-database";

const { adminUrl, databasePrefix } = inject("testServer");
const name = `${databasePrefix}deploy`;
const url = databaseUrl(adminUrl, name);
const known = checkedOutMigrations();
const said: string[] = [];
const say = (line: string) => void said.push(line);

async function asAdmin(statement: string): Promise<void> {
  const client = await connectAsAdmin(adminUrl);
  await client.query(statement).finally(() => client.end());
}
beforeAll(() => asAdmin(`create database ${name}`));
afterAll(() => asAdmin(`drop database if exists ${name} with (force)`));

/** The database as an older release left it. */
async function forgetNewest(): Promise<void> {
  const { db, close } = connect(url, 1);
  await db.execute(sql`delete from drizzle.__drizzle_migrations
    where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`);
  await close();
}

test("a new database gets every migration, the second time there is nothing to do", async () => {
  expect(await pendingMigrations(url, known)).toEqual({ pending: known, isNew: true });
  await migrateUnderRunningVersion(url, say);
  await migrateUnderRunningVersion(url, say);
  expect(said).toEqual([expect.stringContaining("migrated: 0000_init"), "migrations are current"]);
});

test("a contraction that does not say so is refused before anything is changed", async () => {
  await forgetNewest();
  const older = known.slice(0, -1);
  const next = { tag: "0099_drop", when: Date.now(), sql: "drop table shared.outbox;" };
  await expect(migrateUnderRunningVersion(url, say, [...older, next])).rejects.toThrow(
    /^not migrated:\n {2}0099_drop drops/,
  );
  expect((await pendingMigrations(url, known)).pending.map(({ tag }) => tag)).toEqual([known.at(-1)?.tag]);
});
