import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { forgetInBatches } from "@/server/shared/forget-in-batches";

const BATCH = 500;
/** A customer who comes back to an open page the next day is told that the quote has expired, whether or not it is there. */
const KEEP_EXPIRED_DAYS = 1;

/**
 * Deletes quotes that nobody accepted and that expired more than a day ago. A quote that was accepted is a change with
 * another status, and stays for good. A quote that is being accepted is locked, and passed over.
 *
 * @returns how many were deleted.
 */
export function forgetQuotes(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return forgetInBatches(async () => {
    const { rowCount } = await database().execute(sql`
      delete from reservation.changes where id in (
        select id from reservation.changes
        where status = 'QUOTED' and expires_at < now() - make_interval(days => ${KEEP_EXPIRED_DAYS})
        order by expires_at limit ${BATCH} for update skip locked)`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
