import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sql } from "drizzle-orm";
import { migrate as run } from "drizzle-orm/node-postgres/migrator";
import { connect, type Database, type Tx } from "./client";
import { databaseEnv } from "./env";
import { takeOnlineSteps } from "./online-steps";

/** The folder of this release's migrations. */
export const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));

type Journal = { entries: { when: number; tag: string }[] };

const JOURNAL = "meta/_journal.json";
const readJournal = () => JSON.parse(fs.readFileSync(path.join(MIGRATIONS, JOURNAL), "utf8")) as Journal;

/** What a session of the site may take at most, in seconds. */
const LIMITS_SECONDS = {
  statement_timeout: 15,
  // A process that freezes in a transaction would stop every projection. Our transactions wait for nothing.
  idle_in_transaction_session_timeout: 15,
};

/**
 * A migration that needs a table for itself waits so long for it, in milliseconds. Every query that comes after it waits
 * behind it, so longer would stop sales. It holds the tables that it has already, so that it may wait in a circle with a
 * session of the site: it must give up long before PostgreSQL breaks the circle, after a second, at the site's cost.
 */
const LOCK_TIMEOUT_MS = 200;
/** How long a migration is tried again while others use its tables. */
const PATIENCE_MS = 120_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Brings the database to the newest migration, all in one transaction; does nothing when it is there already. Two
 * processes that migrate at once wait for each other. The site may serve meanwhile: a table that is in use is waited for
 * for a fifth of a second at a time, for two minutes in all. The steps of the folder `online` come afterwards.
 *
 * @throws Error whose message names the statement and the database's own reason.
 */
export const migrate = (databaseUrl: string): Promise<void> => migrateFrom(databaseUrl, MIGRATIONS);

/**
 * Does what `migrate` does, up to the migration `last`, by `when` of the journal: a backup of an older release fits only
 * there.
 */
export async function migrateUntil(databaseUrl: string, last: number): Promise<void> {
  const folder = migrationsUntil(last);
  try {
    await migrateFrom(databaseUrl, folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** A folder with the older migrations alone. The migrator knows no other way to stop. */
function migrationsUntil(last: number): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-air-migrations-"));
  const journal = readJournal();
  const entries = journal.entries.filter(({ when }) => when <= last);
  fs.mkdirSync(path.join(folder, path.dirname(JOURNAL)));
  fs.writeFileSync(path.join(folder, JOURNAL), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries)
    fs.copyFileSync(path.join(MIGRATIONS, `${tag}.sql`), path.join(folder, `${tag}.sql`));
  return folder;
}

/** As `migrate`, with the migrations of another folder and its journal. @throws Error as `migrate`. */
export async function migrateFrom(
  databaseUrl: string,
  folder: string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const { db, close } = connect(databaseUrl, 1, { patient: true });
  const deadline = Date.now() + patienceMs;
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        await migrateOnce(db, folder);
        break;
      } catch (error) {
        if (!isInUse(error) || Date.now() + pauseMs > deadline) throw error;
        await pause(pauseMs);
      }
    }
    await takeOnlineSteps(db, folder);
  } catch (error) {
    throw withCause(error);
  } finally {
    await close();
  }
}

async function migrateOnce(db: Database, folder: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    // Another process that migrates may take long. The limit for locks comes after this one.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('msa-air-migrations', 0))`);
    await tx.execute(sql.raw(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`));
    await run(tx as unknown as Database, { migrationsFolder: folder, migrationsSchema: "drizzle" });
    await limitSessions(tx);
  });
}

/** Lock not available, or a deadlock with a session of the site: nothing was changed, and it may go well later. */
const isInUse = (error: unknown): boolean => {
  const { code } = ((error as Error).cause ?? error) as { code?: string };
  return code === "55P03" || code === "40P01";
};

/**
 * The limits belong to the role in this database. As start-up parameters of a connection poolers would refuse them, and
 * set by a session behind a pooler they would end up with somebody else. What an operator has set for the role, for the
 * database or for both stays.
 */
async function limitSessions(tx: Tx): Promise<void> {
  for (const [name, seconds] of Object.entries(LIMITS_SECONDS)) {
    const { rows } = await tx.execute(sql`select from pg_db_role_setting s, unnest(s.setconfig) setting
      where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
        and s.setrole in (0, (select oid from pg_roles where rolname = current_user))
        and setting like ${`${name}=%`}`);
    if (rows.length > 0) continue;
    await tx.execute(
      sql.raw(`do $$ begin execute format('alter role %I in database %I set ${name} = %L',
        current_user, current_database(), '${seconds}s'); end $$`),
    );
  }
}

/** Drizzle's error names the statement only; what went wrong is its cause. */
function withCause(error: unknown): unknown {
  if (!(error instanceof Error) || !(error.cause instanceof Error)) return error;
  const [statement = ""] = error.message.split("\n");
  return new Error(`${statement}\n  ${error.cause.message}`, { cause: error.cause });
}

/** The address to migrate at: the direct one, where the environment's own database has one. */
export const migrationUrl = (databaseUrl: string): string =>
  (databaseUrl === process.env.DATABASE_URL && databaseEnv().DATABASE_URL_UNPOOLED) || databaseUrl;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set");
  await migrate(migrationUrl(process.env.DATABASE_URL));
  console.log("migrations are current");
}
