import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { forgetInBatches } from "@/server/shared/forget-in-batches";

const BATCH = 5_000;

/** Deletes old attempts of the step journal; the events stay. @returns how many were deleted. */
export function forgetStepAttempts(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return forgetInBatches(async () => {
    // Ids grow with time, so that the walk by primary key reads only the oldest rows.
    const { rowCount } = await database().execute(sql`
      delete from assurance.step_attempts where ended_at < now() - make_interval(days => ${env().KEEP_ATTEMPTS_DAYS})
        and id in (select id from assurance.step_attempts order by id limit ${BATCH})`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
