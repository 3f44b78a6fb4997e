import { sql } from "drizzle-orm";
import { askDirectly, database } from "@/db/client";
import { newestMigration } from "@/db/newest-migration";
import { isDraining } from "./draining";
import { sqlState } from "./errors";
import { liveness } from "./liveness";
import { isWorkRunning, noteStarted } from "./startup";

export type Readiness =
  | "ready"
  | "work-not-running"
  | "database-unreachable"
  | "database-refuses"
  | "migrations-behind"
  | "pool-dead"
  | "shutting-down";

/** How long the pool has for its answer. Then the database is asked over a connection of its own. */
const POOL_WITHIN_MS = 1_000;
const DIRECT_WITHIN_MS = 1_000;
const NEWEST = "select max(created_at) as newest from drizzle.__drizzle_migrations";

let pending: Promise<Readiness> | undefined;

/**
 * Whether this process can serve. The database must answer within two seconds and have at least the migrations of this
 * build; a newer release may have added more. A pool that is only full does not count against the process: it sheds. A
 * process that was asked to end still serves, but reports "shutting-down", so that it gets no more requests.
 */
export async function readiness(): Promise<Readiness> {
  if (isDraining()) return "shutting-down";
  if (liveness() === "pool-dead") return "pool-dead";
  // Overlapping probes share one query, so that they do not pile up while the database hangs.
  pending ??= migrationState().finally(() => {
    pending = undefined;
  });
  const state = await pending;
  if (state !== "ready") return state;
  if (!isWorkRunning()) return "work-not-running";
  noteStarted();
  return "ready";
}

/**
 * Sends the smallest query to the database.
 *
 * @throws the driver's error when the database does not answer.
 */
export async function pingDatabase(): Promise<void> {
  await database().execute(sql`select 1`);
}

type Newest = { newest: string | null };

async function migrationState(): Promise<Readiness> {
  const pooled = database()
    .execute<Newest>(sql.raw(NEWEST))
    .then(({ rows }) => rows, unanswered);
  const rows = (await within(pooled, POOL_WITHIN_MS)) ?? (await within(direct(), DIRECT_WITHIN_MS));
  if (rows === null) return "database-unreachable";
  if (typeof rows === "string") return rows;
  return Number(rows[0]?.newest ?? 0) >= newestMigration ? "ready" : "migrations-behind";
}

const direct = () => askDirectly<Newest>(NEWEST).catch(stateOf);

/** The database has no migrations at all. */
const NO_TABLE = /^(42P01|3F000)$/;
/** Wrong name or password, or no such database. */
const REFUSED = /^(28|3D000)/;

const unanswered = (error: unknown): Readiness | null => {
  const state = stateOf(error);
  return state === "database-unreachable" ? null : state;
};

function stateOf(error: unknown): Readiness {
  const code = sqlState(error) ?? "";
  if (NO_TABLE.test(code)) return "migrations-behind";
  return REFUSED.test(code) ? "database-refuses" : "database-unreachable";
}

async function within<T>(answer: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, milliseconds, null);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
