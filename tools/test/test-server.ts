import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { migrate } from "@/db/migrate";
import { type PostgresServer, startPostgres, VOLATILE_FLAGS } from "@/tools/postgres/postgres";
import { ROOT } from "@/tools/root";
import { type Holder, isHolderAlive, readJson, thisProcess, withLock } from "@/tools/start/lock-file";

const DATA_DIR = path.join(ROOT, ".data-test");
const RUNS_DIR = path.join(DATA_DIR, "runs");
const LOCK = path.join(DATA_DIR, "lock");
const TEMPLATE_PREFIX = "msa_template_";

export interface TestServer {
  /** A url of the server's maintenance database; the user may create databases. */
  adminUrl: string;
  /** A migrated database that nobody connects to, to be copied. */
  template: string;
  /** Names of this run's databases begin with it. */
  databasePrefix: string;
  /** Drops this run's databases; the last run on the machine stops the server. */
  release(): Promise<void>;
}

/**
 * One PostgreSQL that all test runs of this checkout share (several may run at once), or the one at
 * TEST_DATABASE_URL. Ours runs without fsync, and the last run stops it.
 */
export async function acquireTestServer(): Promise<TestServer> {
  fs.mkdirSync(RUNS_DIR, { recursive: true });
  return withLock(LOCK, async () => {
    const databasePrefix = `msa_t_${process.pid}_${Date.now().toString(36)}_`;
    const given = process.env.TEST_DATABASE_URL;
    const server = given ? null : await startShared();
    const adminUrl = given ?? (server as PostgresServer).url;
    const runFile = path.join(RUNS_DIR, `${databasePrefix}.json`);
    fs.writeFileSync(runFile, JSON.stringify(thisProcess()));
    await dropLeftovers(adminUrl);
    const template = await ensureTemplate(adminUrl);
    const release = () =>
      withLock(LOCK, async () => {
        fs.rmSync(runFile, { force: true });
        await dropDatabases(adminUrl, (name) => name.startsWith(databasePrefix));
        if (liveRuns().length === 0) await server?.stop();
      });
    return { adminUrl, template, databasePrefix, release };
  });
}

const startShared = () => startPostgres({ dataDir: DATA_DIR, port: 54400, flags: VOLATILE_FLAGS });

/** Prefixes of the runs whose process lives; the marks of dead ones are removed. */
function liveRuns(): string[] {
  return fs.readdirSync(RUNS_DIR).flatMap((file) => {
    const holder = readJson<Holder>(path.join(RUNS_DIR, file));
    if (holder && isHolderAlive(holder)) return [path.basename(file, ".json")];
    fs.rmSync(path.join(RUNS_DIR, file), { force: true });
    return [];
  });
}

/** Databases of killed runs. Old templates go too, when nobody else could be copying one. */
async function dropLeftovers(adminUrl: string): Promise<void> {
  const live = liveRuns();
  const current = templateName();
  await dropDatabases(adminUrl, (name) => {
    if (name.startsWith(TEMPLATE_PREFIX)) return live.length === 1 && name !== current;
    // On a given server, runs of other checkouts are not in our list: theirs are left alone.
    return (
      !process.env.TEST_DATABASE_URL && name.startsWith("msa_t_") && !live.some((p) => name.startsWith(p))
    );
  });
}

/** The template's name changes with every migration and with the code that applies them. */
function templateName(): string {
  const hash = createHash("sha256");
  for (const file of ["db/migrate.ts", ...filesUnder("db/migrations"), ...filesUnder("tools/test")]) {
    const full = path.join(ROOT, file);
    if (fs.existsSync(full)) hash.update(file).update(fs.readFileSync(full));
  }
  return TEMPLATE_PREFIX + hash.digest("hex").slice(0, 16);
}

function filesUnder(folder: string): string[] {
  const full = path.join(ROOT, folder);
  if (!fs.existsSync(full)) return [];
  const entries = fs.readdirSync(full, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Makes the template under another name and renames it, so that a template that exists is complete. */
async function ensureTemplate(adminUrl: string): Promise<string> {
  const name = templateName();
  const client = await connect(adminUrl);
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount) return name;
    const unfinished = `${name}_making`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished}`);
    await migrate(databaseUrl(adminUrl, unfinished));
    await client.query(`alter database ${unfinished} rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

async function dropDatabases(adminUrl: string, wanted: (name: string) => boolean): Promise<void> {
  const client = await connect(adminUrl);
  try {
    const { rows } = await client.query<{ datname: string }>("select datname from pg_database");
    for (const { datname } of rows.filter((row) => wanted(row.datname))) {
      await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`);
    }
  } finally {
    await client.end();
  }
}

/** The same server and user, another database. */
export function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
