import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type BackedUpTable, type Manifest, writeManifest } from "./manifest";
import { withClient } from "./open-client";
import { airlineSequences, airlineTables, columnList, quoted, type Table } from "./tables";

/**
 * Writes the airline's data into a new folder, as of one moment, while the site goes on. The tables hold personal data:
 * only the owner may read the files.
 *
 * @throws Error when the folder exists, or the database cannot be read; an unfinished folder is removed.
 */
export async function writeBackup(databaseUrl: string, folder: string): Promise<Manifest> {
  fs.mkdirSync(folder, { recursive: false, mode: 0o700 });
  try {
    return await withClient(databaseUrl, (client) => writeSnapshot(client, folder));
  } catch (error) {
    fs.rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function writeSnapshot(client: pg.Client, folder: string): Promise<Manifest> {
  await client.query("begin transaction isolation level repeatable read, read only");
  const { rows } = await client.query<{ takenAt: Date; postgres: string; migration: string | null }>(
    `select clock_timestamp() as "takenAt", current_setting('server_version') as postgres,
       (select max(created_at)::text from drizzle.__drizzle_migrations) as migration`,
  );
  const { takenAt, postgres, migration } = rows[0] as (typeof rows)[number];
  if (migration === null) throw new Error("the database was never migrated");
  const tables: BackedUpTable[] = [];
  for (const table of await airlineTables(client)) tables.push(await writeTable(client, table, folder));
  // Sequences know no snapshot: read last, none of them is behind its table.
  const sequences = await airlineSequences(client);
  await client.query("commit");
  const manifest = {
    ...{ takenAt: takenAt.toISOString(), postgres, migration: Number(migration) },
    ...{ tables, sequences },
  };
  writeManifest(folder, manifest);
  return { format: 1, ...manifest };
}

async function writeTable(client: pg.Client, table: Table, folder: string): Promise<BackedUpTable> {
  const file = `${table.schema}.${table.name}.copy.gz`;
  const hash = createHash("sha256");
  const hashed = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const from = `${quoted(client, table.schema, table.name)} (${columnList(client, table.columns)})`;
  const rows = client.query(copyTo(`copy ${from} to stdout`));
  const target = fs.createWriteStream(path.join(folder, file), { mode: 0o600, flush: true });
  await pipeline(rows, createGzip(), hashed, target);
  return { ...table, rows: rows.rowCount, file, sha256: hash.digest("hex") };
}
