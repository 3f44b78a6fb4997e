import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type RecordSoldOutInput, recordSoldOutInput } from "./schemas";

/** How long what is sold out is taken as it is. */
const FRESH_SECONDS = 3;

/**
 * The sale events of which somebody has to look again what is sold out. Each is given to one caller: the others find it fresh.
 *
 * @throws AppError FORBIDDEN for everybody but the system.
 */
export async function takeSoldOutChecks(
  ctx: RequestContext,
): Promise<{ id: string; routes: string[]; firstDay: string | null; lastDay: string | null }[]> {
  requireSystem(ctx.actor);
  const { rows } = await database().execute<{
    id: string;
    routes: string[];
    firstDay: string | null;
    lastDay: string | null;
  }>(sql`
    update waiting_room.counters c set sold_out_at = clock_timestamp() from waiting_room.sale_events s
    where s.id = c.sale_event_id and s.ended_at is null and s.waits_from <= clock_timestamp()
      and s.closes_at > clock_timestamp()
      and (c.sold_out_at is null or c.sold_out_at < clock_timestamp() - make_interval(secs => ${FRESH_SECONDS}))
    returning s.id, s.routes, s.first_day::text as "firstDay", s.last_day::text as "lastDay"`);
  return rows;
}

/**
 * Records which routes and days of a sale event have no seat, so that those who wait are told.
 *
 * @throws AppError FORBIDDEN for everybody but the system; INVALID_INPUT.
 */
export async function recordSoldOut(ctx: RequestContext, input: RecordSoldOutInput): Promise<void> {
  requireSystem(ctx.actor);
  const { saleEventId, days, all } = parse(recordSoldOutInput, input);
  await database().execute(sql`
    update waiting_room.counters set sold_out = ${JSON.stringify(days)}::jsonb, all_sold_out = ${all}
    where sale_event_id = ${saleEventId}`);
}
