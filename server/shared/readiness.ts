import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { isDraining } from "./draining";

export type Readiness = "ready" | "database-unreachable" | "migrations-behind" | "shutting-down";

const ANSWER_WITHIN_MS = 2_000;
const newestMigration = Math.max(...journal.entries.map((entry) => entry.when));

let pending: Promise<Readiness> | undefined;

/**
 * Whether this process can serve. The database must answer within two seconds and have at least the migrations of this
 * build; a newer release may have added more. A process that was asked to end still serves, but reports "shutting-down",
 * so that it gets no more requests.
 */
export async function readiness(): Promise<Readiness> {
  if (isDraining()) return "shutting-down";
  // Overlapping probes share one query, so that they do not pile up while the database hangs.
  pending ??= migrationState().finally(() => {
    pending = undefined;
  });
  return within(pending, ANSWER_WITHIN_MS);
}

/**
 * Sends the smallest query to the database.
 *
 * @throws the driver's error when the database does not answer.
 */
export async function pingDatabase(): Promise<void> {
  await database().execute(sql`select 1`);
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
