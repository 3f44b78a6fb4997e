import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { forgetInBatches } from "@/server/shared/forget-in-batches";
import { isAwaited, keptSince } from "./saga-predicates";

/** Each event carries up to 100 flights. */
const BATCH = 100;

/**
 * Deletes old events of published flights, which are the largest events. The reservation context copied the flights long
 * ago, and no law, view or timeline reads these events.
 *
 * @returns how many were deleted.
 */
export function forgetPublishedFlights(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return forgetInBatches(async () => {
    const { rowCount } = await database().execute(sql`
      delete from shared.outbox where seq in (
        select o.seq from shared.outbox o where o.name = 'schedule/flights.published'
          and o.parked_reason is null and o.published_at < ${keptSince()} and not ${isAwaited}
        order by o.seq limit ${BATCH})`);
    return { forgotten: rowCount ?? 0, more: rowCount === BATCH };
  });
}
