import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { inBatches } from "./in-batches";
import { keptSince } from "./saga-over";

/** Each tells of up to 100 flights. */
const BATCH = 100;

/**
 * Deletes events of published flights, the largest of all, once they have long been copied by those who sell
 * them: no law, view or timeline reads them. @returns how many.
 */
export function forgetPublishedFlights(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inBatches(async () => {
    const { rowCount } = await database().execute(sql`
      delete from shared.outbox where seq in (
        select seq from shared.outbox where name = 'schedule/flights.published' and parked_reason is null
          and published_at < ${keptSince()} order by seq limit ${BATCH})`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
