import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { sql } from "drizzle-orm";
import { connect } from "@/db/client";
import { migrate, migrationUrl } from "@/db/migrate";
import { ROOT } from "@/tools/root";
import { type Migration, refusals } from "./migration-rules";
import type { Say } from "./run-program";

export type Entry = Migration & { when: number };

const FOLDER = path.join(ROOT, "db/migrations");

/** The migrations of this checkout, oldest first. `when` is what the database keeps of an applied one. */
export function checkedOutMigrations(folder = FOLDER): Entry[] {
  const journal = JSON.parse(fs.readFileSync(path.join(folder, "meta/_journal.json"), "utf8")) as {
    entries: { tag: string; when: number }[];
  };
  return journal.entries.map(({ tag, when }) => ({
    tag,
    when,
    sql: fs.readFileSync(path.join(folder, `${tag}.sql`), "utf8"),
  }));
}

/** Returns the migrations that the database lacks; all of them, and `isNew`, when it has none. */
export async function pendingMigrations(
  databaseUrl: string,
  known: readonly Entry[],
): Promise<{ pending: Entry[]; isNew: boolean }> {
  const { db, close } = connect(databaseUrl, 1);
  try {
    const { rows: tables } = await db.execute<{ there: boolean }>(
      sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
    );
    if (!tables[0]?.there) return { pending: [...known], isNew: true };
    const { rows } = await db.execute<{ newest: string | null }>(
      sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`,
    );
    const newest = Number(rows[0]?.newest ?? 0);
    return { pending: known.filter(({ when }) => when > newest), isNew: newest === 0 };
  } finally {
    await close();
  }
}

/**
 * Migrates a database under the version that runs now, if its migrations let that version run on. A new database has no
 * version that runs, so everything is applied.
 *
 * @throws Error that names each migration that must not be applied now; nothing has been changed then.
 */
export async function migrateUnderRunningVersion(
  databaseUrl: string,
  say: Say,
  known = checkedOutMigrations(),
): Promise<void> {
  const { pending, isNew } = await pendingMigrations(databaseUrl, known);
  const problems = isNew ? [] : refusals(pending);
  if (problems.length > 0) throw new Error(`not migrated:\n  ${problems.join("\n  ")}`);
  await migrate(databaseUrl);
  say(
    pending.length === 0 ? "migrations are current" : `migrated: ${pending.map(({ tag }) => tag).join(", ")}`,
  );
}

/** `npm run migrate` with the question whether the running version can go on. Deployments call it. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set");
  await migrateUnderRunningVersion(migrationUrl(process.env.DATABASE_URL), (line) => console.log(line));
}
