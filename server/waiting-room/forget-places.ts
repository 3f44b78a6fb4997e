import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";

/** How long the order of a queue can be shown to somebody who asks why another one came in first. */
const KEEP_PLACES_DAYS = 30;

/**
 * Deletes the places of sale events that closed more than 30 days ago; the sale events with their figures stay.
 *
 * @returns how many places were deleted.
 * @throws AppError FORBIDDEN for everybody but the system.
 */
export async function forgetPlaces(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  const { rowCount } = await database().execute(sql`
    delete from waiting_room.places where sale_event_id in (
      select id from waiting_room.sale_events where closes_at < now() - make_interval(days => ${KEEP_PLACES_DAYS}))`);
  return rowCount ?? 0;
}
