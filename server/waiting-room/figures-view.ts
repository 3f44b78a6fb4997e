import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import type { WaitingRoomFigures } from "./view-schemas";

/**
 * The figures of all sale events that are open now, for monitoring.
 *
 * @throws AppError FORBIDDEN for everybody but the system.
 */
export async function waitingRoomFigures(ctx: RequestContext): Promise<WaitingRoomFigures> {
  requireSystem(ctx.actor);
  const { rows } = await database().execute<WaitingRoomFigures>(sql`
    select count(*)::int as open,
      coalesce(sum(c.last_number - c.admitted_to), 0)::int as waiting,
      coalesce(sum(c.admitted_to), 0)::int as admitted,
      coalesce(sum(c.shoppers_per_minute), 0)::float8 as "shoppersPerMinute",
      coalesce(sum(s.most_shoppers), 0)::int as "mostShoppers",
      coalesce(sum((select count(*) from waiting_room.places p where p.sale_event_id = s.id
        and p.admitted_at is not null and p.left_at is null and p.expires_at > clock_timestamp())), 0)::int as inside
    from waiting_room.sale_events s join waiting_room.counters c on c.sale_event_id = s.id
    where s.ended_at is null and s.opens_at <= clock_timestamp() and s.closes_at > clock_timestamp()`);
  return rows[0] as WaitingRoomFigures;
}
