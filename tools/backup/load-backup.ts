import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate, migrateUntil } from "@/db/migrate";
import { newestMigration } from "@/db/newest-migration";
import { type BackedUpTable, type Manifest, readManifest } from "./manifest";
import { withClient } from "./open-client";
import { airlineTables, columnList, quoted } from "./tables";

/**
 * Tables whose rows say what the processes of before had done. The engine may be an empty one: the site has to register
 * again.
 */
const FORGOTTEN = ["assurance.engine_registrations", "shared.leases"];

/**
 * Loads a backup into an empty database, and migrates it to this release. The rows come in one transaction: a load that
 * fails leaves tables without rows.
 *
 * @throws Error when the backup is damaged or newer than this release, or the database has the airline's data already.
 */
export async function loadBackup(folder: string, databaseUrl: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  if (manifest.migration > newestMigration)
    throw new Error("the backup was made by a newer release: restore it with that one");
  for (const table of manifest.tables) await verifyFile(folder, table);
  await withClient(databaseUrl, requireEmpty);
  await migrateUntil(databaseUrl, manifest.migration);
  await withClient(databaseUrl, (client) => loadTables(client, folder, manifest));
  await migrate(databaseUrl);
  return manifest;
}

async function verifyFile(folder: string, { file, sha256 }: BackedUpTable): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(fs.createReadStream(path.join(folder, file)), hash);
  if (hash.digest("hex") !== sha256) throw new Error(`${file} is damaged: its checksum is another one`);
}

/** A database that was only migrated is not empty either: somebody may be about to use it. */
async function requireEmpty(client: pg.Client): Promise<void> {
  if ((await airlineTables(client)).length > 0)
    throw new Error(
      "the database is not empty: restore into a new one, and keep the old one until all is well",
    );
}

async function loadTables(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  await client.query("begin");
  // Migrations bring rows of their own, such as rules of sale; those of the backup take their place.
  const names = (await airlineTables(client)).map(({ schema, name }) => quoted(client, schema, name));
  await client.query(`truncate ${names.join(", ")}`);
  for (const table of manifest.tables) await loadTable(client, folder, table);
  for (const { schema, name, value, called } of manifest.sequences)
    await client.query("select setval($1::regclass, $2::bigint, $3)", [
      quoted(client, schema, name),
      value,
      called,
    ]);
  await client.query(`truncate ${FORGOTTEN.join(", ")}`);
  await client.query("commit");
  await client.query("analyze");
}

async function loadTable(client: pg.Client, folder: string, table: BackedUpTable): Promise<void> {
  const into = `${quoted(client, table.schema, table.name)} (${columnList(client, table.columns)})`;
  const rows = client.query(copyFrom(`copy ${into} from stdin`));
  await pipeline(fs.createReadStream(path.join(folder, table.file)), createGunzip(), rows);
  if (rows.rowCount !== table.rows)
    throw new Error(`${table.file}: ${rows.rowCount} rows were loaded of ${table.rows}`);
}
