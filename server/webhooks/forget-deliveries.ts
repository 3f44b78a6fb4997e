import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { forgetInBatches } from "@/server/shared/forget-in-batches";

const BATCH = 5_000;

/**
 * Deletes deliveries with their tries when their events are older than `KEEP_EVENTS_DAYS`, and not before: an event that is read
 * again is queued again unless its delivery is there (catch-up-deliveries.ts).
 *
 * @returns how many were deleted.
 */
export function forgetDeliveries(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return forgetInBatches(async () => {
    // Ids grow with time, so that the walk by primary key reads only the oldest rows.
    const { rowCount } = await database().execute(sql`
      delete from webhooks.deliveries where occurred_at < now() - make_interval(days => ${env().KEEP_EVENTS_DAYS})
        and id in (select id from webhooks.deliveries order by id limit ${BATCH})`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
