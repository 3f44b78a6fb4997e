import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { inBatches } from "./in-batches";

const BATCH = 500;
/** Long enough to look back at an incident. */
const KEEP_RESOLVED_DAYS = 30;

/** Deletes dead letters that were closed long ago; open ones stay until somebody has looked. @returns how many. */
export function forgetDeadLetters(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inBatches(async () => {
    const { rowCount } = await database().execute(sql`
      delete from operations.dead_letters where id in (
        select id from operations.dead_letters
        where resolved_at < now() - make_interval(days => ${KEEP_RESOLVED_DAYS}) limit ${BATCH})`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
