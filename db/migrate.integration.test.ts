import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS, migrateFrom } from "./migrate";

const url = process.env.DATABASE_URL ?? "";
const clients: pg.Client[] = [];
let folder = "";

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-migrations-"));
  fs.cpSync(MIGRATIONS, folder, { recursive: true });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function session(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

/** Another migration after those of this release. */
function addMigration(statements: string): void {
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(fs.readFileSync(file, "utf8"));
  const last = journal.entries.at(-1);
  const tag = `9999_${path.basename(folder)}`;
  // Later than what an earlier test added.
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + Date.now(), tag });
  fs.writeFileSync(file, JSON.stringify(journal));
  fs.writeFileSync(path.join(folder, `${tag}.sql`), statements);
}

function addIndex(name: string): void {
  fs.mkdirSync(path.join(folder, "online"), { recursive: true });
  const statement = `create index concurrently if not exists ${name} on reservation.flights (version)`;
  fs.writeFileSync(path.join(folder, `online/${name}.sql`), `${statement};\n`);
}

const hasColumn = async (client: pg.Client, name: string) =>
  (await client.query("select from information_schema.columns where column_name = $1", [name])).rowCount ===
  1;

test("a migration that waits for a table lets others use it again soon, and goes on when the table is free", async () => {
  addMigration("alter table reservation.flights add column waited_for text");
  const [reader, site] = [await session(), await session()];
  await reader.query("begin; select count(*) from reservation.flights");
  const migrated = migrateFrom(url, folder);
  let longestMs = 0;
  for (const end = Date.now() + 3_500; Date.now() < end; await sleep(20)) {
    const began = performance.now();
    await site.query("select id from reservation.flights limit 1");
    longestMs = Math.max(longestMs, performance.now() - began);
  }
  // It was waited for, but not for as long as the reader kept its transaction open.
  expect(longestMs).toBeGreaterThan(100);
  expect(longestMs).toBeLessThan(2_000);
  expect(await hasColumn(site, "waited_for")).toBe(false);
  await reader.query("commit");
  await migrated;
  expect(await hasColumn(site, "waited_for")).toBe(true);
}, 30_000);

test("a table that stays in use ends the migration with the reason, and nothing is half done", async () => {
  addMigration(
    "create table reservation.half_done (id int);--> statement-breakpoint\nalter table reservation.flights add column never text",
  );
  const [reader, site] = [await session(), await session()];
  await reader.query("begin; select count(*) from reservation.flights");
  await expect(migrateFrom(url, folder, 0)).rejects.toThrow(/lock timeout/);
  const { rows } = await site.query("select to_regclass('reservation.half_done') as made");
  expect(rows).toEqual([{ made: null }]);
});

test("two processes that migrate at once wait for each other longer than a lock may take", async () => {
  addMigration("alter table reservation.flights add column after_the_other text");
  const other = await session();
  await other.query("select pg_advisory_lock(hashtextextended('msa-air-migrations', 0))");
  const migrated = migrateFrom(url, folder, 0);
  await sleep(1_500);
  await other.query("select pg_advisory_unlock(hashtextextended('msa-air-migrations', 0))");
  await migrated;
  expect(await hasColumn(other, "after_the_other")).toBe(true);
});

test("an index of the folder online is created once, and an invalid one again", async () => {
  addIndex("flights_online");
  const site = await session();
  await migrateFrom(url, folder);
  const state = async () =>
    (
      await site.query(
        "select indisvalid, indexrelid::int as id from pg_index where indexrelid = 'reservation.flights_online'::regclass",
      )
    ).rows[0];
  const first = await state();
  expect(first).toMatchObject({ indisvalid: true });
  await migrateFrom(url, folder);
  expect(await state()).toEqual(first);
  await site.query(
    "update pg_index set indisvalid = false where indexrelid = 'reservation.flights_online'::regclass",
  );
  await migrateFrom(url, folder);
  const again = await state();
  expect(again).toMatchObject({ indisvalid: true });
  expect(again.id).not.toBe(first.id);
  await site.query("drop index reservation.flights_online");
});

test("an index may take longer than a statement of the site, and the limit of the site stays", async () => {
  addIndex("flights_online_slow");
  const site = await session();
  await migrateFrom(url, MIGRATIONS);
  await site.query(`do $$ begin execute format('alter role %I in database %I set statement_timeout = %L',
    current_user, current_database(), '1s'); end $$`);
  // A writer keeps the index waiting for two seconds.
  const writer = await session();
  await writer.query("begin; lock table reservation.flights in row exclusive mode");
  const migrated = migrateFrom(url, folder);
  await sleep(2_000);
  await writer.query("commit");
  await migrated;
  const later = await session();
  expect((await later.query("show statement_timeout")).rows).toEqual([{ statement_timeout: "1s" }]);
  const { rows } = await site.query(
    "select indisvalid from pg_index where indexrelid = 'reservation.flights_online_slow'::regclass",
  );
  expect(rows).toEqual([{ indisvalid: true }]);
  await site.query("drop index reservation.flights_online_slow");
  await site.query(`do $$ begin execute format('alter role %I in database %I set statement_timeout = %L',
    current_user, current_database(), '15s'); end $$`);
});

test("anything else in the folder online is refused", async () => {
  fs.mkdirSync(path.join(folder, "online"), { recursive: true });
  fs.writeFileSync(path.join(folder, "online/x.sql"), "create index x on reservation.flights (version)");
  await expect(migrateFrom(url, folder)).rejects.toThrow("online/x.sql must be one");
});
