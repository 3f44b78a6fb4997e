import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { rateLimits } from "@/db/schema/shared";
import { AppError } from "./errors";

/**
 * Counts one use of `key` in the current window (the database's clock), across all replicas.
 *
 * @throws AppError RATE_LIMITED once more than `limit` uses fall into one window.
 */
export async function limitRate(key: string, limit: number, windowSeconds: number): Promise<void> {
  const uses = await countUse(key, windowSeconds);
  if (uses > limit) throw new AppError("RATE_LIMITED", { retryAfterSeconds: windowSeconds });
}

/** Counts uses of `key` like `limitRate`, without a limit. @returns the uses in this window, including these. */
export async function countUse(key: string, windowSeconds: number, uses = 1): Promise<number> {
  const windowStart = sql`to_timestamp(floor(extract(epoch from clock_timestamp()) / ${windowSeconds}) * ${windowSeconds})`;
  const [row] = await database()
    .insert(rateLimits)
    .values({ key, windowStart, count: uses } as never)
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.windowStart],
      set: { count: sql`${rateLimits.count} + ${uses}` },
    })
    .returning({ count: rateLimits.count });
  return row?.count ?? 0;
}

/** Takes back one use of `key` in each window that still counts. */
export async function returnUse(key: string): Promise<void> {
  await database()
    .update(rateLimits)
    .set({ count: sql`greatest(${rateLimits.count} - 1, 0)` })
    .where(eq(rateLimits.key, key));
}

/** Deletes all uses of `key`. */
export async function clearUses(key: string): Promise<void> {
  await database().delete(rateLimits).where(eq(rateLimits.key, key));
}

/** Deletes windows that began more than a day ago. */
export async function pruneRateLimits(): Promise<void> {
  await database().delete(rateLimits).where(sql`${rateLimits.windowStart} < now() - interval '1 day'`);
}
