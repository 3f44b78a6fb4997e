import type { Pool } from "pg";
import { errorText } from "@/server/shared/error-facts";
import { ulid } from "./ulid";

const DAY_MS = 86_400_000;
const EVERY_MS = 5 * 60_000;
const CHUNK = 2_000;

/** Finished runs and events stay for three days; dedupe needs one. Running ones stay until they end. */
const KEEP_DAYS = 3;

/** Removes a limited number of old rows. Returns true when there may be more. */
export async function prune(db: Pool, nowMs: number): Promise<boolean> {
  // Run ids are ULIDs: they sort by time, so the primary key finds the old ones.
  const before = ulid(nowMs - KEEP_DAYS * DAY_MS).slice(0, 10);
  const runs = await db.query(
    `with old as (
       delete from run where id in (select id from run where id < $1 and ended_at is not null order by id limit $2)
       returning id
     ), steps as (delete from step using old where step.run_id = old.id)
     select count(*)::int as count from old`,
    [before, CHUNK],
  );
  const events = await db.query(
    `delete from event where key in (
       select key from event where received_at < to_timestamp($1::float8 / 1000) limit $2)`,
    [nowMs - KEEP_DAYS * DAY_MS, CHUNK],
  );
  return runs.rows[0]?.count === CHUNK || events.rowCount === CHUNK;
}

/** Prunes every few minutes; the returned function ends it. */
export function startRetention(db: Pool, log: (line: string) => void): () => void {
  const work = async () => {
    while (await prune(db, Date.now()));
  };
  const timer = setInterval(() => {
    work().catch((error: Error) => log(`retention: ${errorText(error)}`));
  }, EVERY_MS);
  return () => clearInterval(timer);
}
