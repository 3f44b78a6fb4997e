import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { forgetInBatches } from "@/server/shared/forget-in-batches";

const BATCH = 500;
/** Long enough to look back at an incident. */
const KEEP_RESOLVED_DAYS = 30;

/** Deletes dead letters that were closed 30 days ago or earlier. Open letters stay. @returns how many were deleted. */
export function forgetDeadLetters(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return forgetInBatches(async () => {
    const { rowCount } = await database().execute(sql`
      delete from assurance.dead_letters where id in (
        select id from assurance.dead_letters
        where resolved_at < now() - make_interval(days => ${KEEP_RESOLVED_DAYS}) limit ${BATCH})`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
