import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { inBatches } from "./in-batches";

const BATCH = 5_000;

/** Deletes the oldest attempts of the step journal: the events stay, without what each step took. @returns how many. */
export function forgetStepAttempts(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inBatches(async () => {
    // By the primary key: ids grow with time, so that the oldest are looked at and no others.
    const { rowCount } = await database().execute(sql`
      delete from operations.step_attempts where ended_at < now() - make_interval(days => ${env().KEEP_ATTEMPTS_DAYS})
        and id in (select id from operations.step_attempts order by id limit ${BATCH})`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
