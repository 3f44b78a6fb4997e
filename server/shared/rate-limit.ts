import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { rateLimits } from "@/db/schema/shared";
import { AppError } from "./errors";

/**
 * Counts one use of `key` in the current window (the database's clock), across all replicas.
 *
 * @throws AppError RATE_LIMITED once more than `limit` uses fall into one window.
 */
export async function limitRate(key: string, limit: number, windowSeconds: number): Promise<void> {
  const windowStart = sql`to_timestamp(floor(extract(epoch from clock_timestamp()) / ${windowSeconds}) * ${windowSeconds})`;
  const [row] = await database()
    .insert(rateLimits)
    .values({ key, windowStart, count: 1 } as never)
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.windowStart],
      set: { count: sql`${rateLimits.count} + 1` },
    })
    .returning({ count: rateLimits.count });
  if (row && row.count > limit) throw new AppError("RATE_LIMITED", { retryAfterSeconds: windowSeconds });
}

/** Forgets windows that ended more than a day ago. */
export async function pruneRateLimits(): Promise<void> {
  await database().delete(rateLimits).where(sql`${rateLimits.windowStart} < now() - interval '1 day'`);
}
