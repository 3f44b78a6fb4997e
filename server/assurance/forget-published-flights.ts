import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { inBatches } from "./in-batches";
import { isAwaited, keptSince } from "./saga-predicates";

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
        select o.seq from shared.outbox o where o.name = 'schedule/flights.published'
          and o.parked_reason is null and o.published_at < ${keptSince()} and not ${isAwaited}
        order by o.seq limit ${BATCH})`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
