import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isPgSchema } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { migrateUntil } from "@/db/migrate";
import journal from "@/db/migrations/meta/_journal.json";
import { newestMigration } from "@/db/newest-migration";
import { bookAndCancel, emptyDatabase, gatewayOfItsOwn } from "@/db/testing/whole-booking";
import { policies } from "@/server/reservation/testing/fixtures";
import { loadBackup } from "./load-backup";
import { readManifest } from "./manifest";
import { airlineTables, quoted } from "./tables";
import { writeBackup } from "./write-backup";

const source = process.env.DATABASE_URL as string;
const prefix = new URL(source).pathname.slice(1);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-air-backup-"));
const made: string[] = [];
let count = 0;

const empty = async (): Promise<string> => {
  const url = await emptyDatabase(source, `${prefix}_${count++}`);
  made.push(url);
  return url;
};
const newFolder = () => path.join(folder, String(count++));

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What each table has, as one checksum of all its rows. */
const contents = (url: string) =>
  on(url, async (client) => {
    const sums: Record<string, string> = {};
    for (const { schema, name } of await airlineTables(client)) {
      const { rows } = await client.query(
        `select count(*) || ' ' || coalesce(md5(string_agg(r::text, E'\\n' order by r::text)), '') as sum
         from ${quoted(client, schema, name)} r`,
      );
      sums[`${schema}.${name}`] = rows[0].sum;
    }
    return sums;
  });

beforeAll(async () => {
  await policies();
  const gateway = await gatewayOfItsOwn();
  await bookAndCancel(gateway);
  await gateway.stop();
  await gateway.remove();
});

afterAll(async () => {
  await closeDatabase();
  await on(source, async (client) => {
    for (const url of made)
      await client.query(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
  });
  fs.rmSync(folder, { recursive: true });
});

test("files of builds are left out: each process brings its own", async () => {
  const names = Object.keys(await contents(source));
  expect(names).toContain("shared.rate_limits");
  expect(names).not.toContain("shared.static_files");
});

describe("a backup", () => {
  test("holds every schema of the code, and one that nobody has named yet", async () => {
    const folder = new URL("../../db/schema/", import.meta.url);
    const modules = await Promise.all(
      fs.readdirSync(folder).map((file) => import(new URL(file, folder).href)),
    );
    const named = modules.flatMap((module) => Object.values(module)).filter((value) => isPgSchema(value));
    const url = await empty();
    await migrateUntil(url, newestMigration);
    await on(url, (c) =>
      c.query("create schema of_tomorrow; create table of_tomorrow.orders (id int primary key)"),
    );
    const held = new Set((await on(url, airlineTables)).map(({ schema }) => schema));
    expect(named.length).toBeGreaterThan(12);
    for (const { schemaName } of named) expect(held).toContain(schemaName);
    expect(held).toContain("of_tomorrow");
    expect(held).not.toContain("drizzle");
  });

  test("brings back every row of every table, and every sequence", async () => {
    await on(source, (c) =>
      c.query(`insert into platform.clients (id, client_id, name, user_id, scopes, requests_per_minute, created_by)
        values (gen_random_uuid(), 'msa_kept', 'Partner', gen_random_uuid(), '{}', 60, gen_random_uuid())`),
    );
    const backup = newFolder();
    const { tables } = await writeBackup(source, backup);
    for (const kept of ["reservations", "clients"])
      expect(tables.find(({ name }) => name === kept)?.rows).toBe(1);
    const target = await empty();
    await loadBackup(backup, target);
    expect(await contents(target)).toEqual(await contents(source));
    const nextTicket = (url: string) =>
      on(url, async (c) => (await c.query("select nextval('reservation.ticket_serial')")).rows[0].nextval);
    expect(await nextTicket(target)).toBe(await nextTicket(source));
  });

  test("shows one moment: what is committed while it is written is not in it", async () => {
    const backup = newFolder();
    await on(source, async (writer) => {
      // The backup waits for this table, and reads rate_limits after it.
      await writer.query("begin; lock table shared.outbox in access exclusive mode");
      const writing = writeBackup(source, backup);
      await expect
        .poll(async () => {
          const { rows } = await writer.query(
            "select count(*)::int as n from pg_locks where not granted and relation = 'shared.outbox'::regclass",
          );
          return rows[0].n;
        })
        .toBe(1);
      await writer.query(
        "insert into shared.rate_limits (key, window_start, count) values ('late', now(), 1); commit",
      );
      const { tables } = await writing;
      const names = tables.map(({ name }) => name);
      expect(names.indexOf("rate_limits")).toBeGreaterThan(names.indexOf("outbox"));
      const { rows } = await writer.query("select count(*)::int as n from shared.rate_limits");
      expect(tables.find(({ name }) => name === "rate_limits")?.rows).toBe(rows[0].n - 1);
    });
  });

  test("of an older release is migrated to this one", async () => {
    const older = journal.entries.at(-2)?.when as number;
    const url = await empty();
    await migrateUntil(url, older);
    await on(url, (c) =>
      c.query(`insert into shared.outbox (id, name, version, data, correlation_id)
        values (gen_random_uuid(), 'of the older release', 1, '{}', gen_random_uuid())`),
    );
    const backup = newFolder();
    expect((await writeBackup(url, backup)).migration).toBe(older);
    const target = await empty();
    await loadBackup(backup, target);
    const { rows } = await on(target, (c) =>
      c.query(`select (select count(*)::int from shared.outbox where name = 'of the older release') as events,
        (select max(created_at)::bigint::text from drizzle.__drizzle_migrations) as newest`),
    );
    expect(rows[0]).toEqual({ events: 1, newest: String(newestMigration) });
  });

  test("that fails leaves no folder", async () => {
    const backup = newFolder();
    await expect(writeBackup(await empty(), backup)).rejects.toThrow();
    expect(fs.existsSync(backup)).toBe(false);
  });
});

test("a restored airline registers its functions with the engine again", async () => {
  const registered = "insert into assurance.engine_registrations values ('engine', 'hash', 'ACCEPTED')";
  await on(source, (c) =>
    c.query(`${registered}; insert into shared.leases values ('relay', gen_random_uuid(), now())`),
  );
  const [backup, target] = [newFolder(), await empty()];
  await writeBackup(source, backup);
  await loadBackup(backup, target);
  const { rows } = await on(target, (c) =>
    c.query(
      "select (select count(*)::int from assurance.engine_registrations) + (select count(*)::int from shared.leases) as n",
    ),
  );
  expect(rows[0].n).toBe(0);
  await on(source, (c) => c.query("delete from assurance.engine_registrations; delete from shared.leases"));
});

describe("a restore is refused", () => {
  let backup: string;
  beforeAll(async () => {
    backup = newFolder();
    await writeBackup(source, backup);
  });
  const changed = (change: (text: string) => string): string => {
    const copy = newFolder();
    fs.cpSync(backup, copy, { recursive: true });
    const file = path.join(copy, "manifest.json");
    fs.writeFileSync(file, change(fs.readFileSync(file, "utf8")));
    return copy;
  };

  test("into a database that has the airline's tables", async () => {
    await expect(loadBackup(backup, source)).rejects.toThrow("is not empty");
  });

  test("of a backup that was not finished", async () => {
    const copy = changed((text) => text);
    fs.rmSync(path.join(copy, "manifest.json"));
    await expect(loadBackup(copy, await empty())).rejects.toThrow("is not a whole backup");
  });

  test("of a damaged file, before the database is touched", async () => {
    const copy = changed((text) => text);
    fs.appendFileSync(path.join(copy, "shared.outbox.copy.gz"), "x");
    const target = await empty();
    await expect(loadBackup(copy, target)).rejects.toThrow("shared.outbox.copy.gz is damaged");
    expect(await contents(target)).toEqual({});
  });

  test("of a newer release's backup, and of an unknown form", async () => {
    const newer = changed((text) => text.replace(String(newestMigration), String(newestMigration + 1)));
    await expect(loadBackup(newer, await empty())).rejects.toThrow("newer release");
    const unknown = changed((text) => text.replace('"format": 1', '"format": 2'));
    await expect(loadBackup(unknown, await empty())).rejects.toThrow("cannot be read");
  });

  test("when rows are missing; then no table has rows", async () => {
    const { rows } = readManifest(backup).tables.find(({ name }) => name === "inventory_units") ?? {};
    const copy = changed((text) =>
      text.replace(/("name": "inventory_units",[^}]*?"rows": )\d+/, `$1${(rows ?? 0) + 1}`),
    );
    const target = await empty();
    await expect(loadBackup(copy, target)).rejects.toThrow("rows were loaded of");
    const { rows: left } = await on(target, (c) =>
      c.query("select count(*)::int as n from reservation.reservations"),
    );
    expect(left[0].n).toBe(0);
  });
});
