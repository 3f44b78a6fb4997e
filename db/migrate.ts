import { pathToFileURL } from "node:url";
import { sql } from "drizzle-orm";
import { migrate as run } from "drizzle-orm/node-postgres/migrator";
import { connect, type Database, type Tx } from "./client";
import { databaseEnv } from "./env";

/** What a session of the site may take at most, in seconds. */
const LIMITS_SECONDS = {
  statement_timeout: 15,
  // A process that freezes in a transaction would stop every projection. Our transactions wait for nothing.
  idle_in_transaction_session_timeout: 15,
};

/**
 * Brings the database to the newest migration, all in one transaction; does nothing when it is there already. Two
 * processes that migrate at once wait for each other.
 *
 * @throws Error whose message names the statement and the database's own reason.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const { db, close } = connect(databaseUrl, 1, { patient: true });
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = 0`);
      await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('msa-air-migrations', 0))`);
      await run(tx as unknown as Database, {
        migrationsFolder: new URL("./migrations", import.meta.url).pathname,
        migrationsSchema: "drizzle",
      });
      await limitSessions(tx);
    });
  } catch (error) {
    throw withCause(error);
  } finally {
    await close();
  }
}

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
