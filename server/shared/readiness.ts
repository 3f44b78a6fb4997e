import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { isDraining } from "./draining";

export type Readiness = "ready" | "database-unreachable" | "migrations-behind" | "shutting-down";

const ANSWER_WITHIN_MS = 2_000;
const newestMigration = Math.max(...journal.entries.map((entry) => entry.when));

let pending: Promise<Readiness> | undefined;

/**
 * Whether this process can serve: the database answers within two seconds, and knows at least the
 * migrations that this build was made with (a newer version may have migrated it further). A process that is about
 * to end serves what it still gets, but wants no more.
 */
export async function readiness(): Promise<Readiness> {
  if (isDraining()) return "shutting-down";
  // Probes that overlap share one query: a database that hangs must not collect them.
  pending ??= migrationState().finally(() => {
    pending = undefined;
  });
  return within(pending, ANSWER_WITHIN_MS);
}

async function migrationState(): Promise<Readiness> {
  try {
    const { rows } = await database().execute<{ newest: string | null }>(
      sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
    );
    return Number(rows[0]?.newest ?? 0) >= newestMigration ? "ready" : "migrations-behind";
  } catch {
    return "database-unreachable";
  }
}

async function within(answer: Promise<Readiness>, milliseconds: number): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(resolve, milliseconds, "database-unreachable");
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
