import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { categoryOf } from "@/server/history/events";
import { flightCancelled, flightsPublished } from "@/server/schedule/events";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { namesIn } from "./event-predicates";

/** A position in the event log; null before the first count. */
export type EventPosition = { xid: string; seq: string } | null;
export type EventCounts = { position: EventPosition; counts: Record<string, number> };

/** The names that are counted: those of the timeline, and those of the schedule. */
const countedEvents: readonly string[] = [...categoryOf.keys(), flightsPublished.name, flightCancelled.name];

/** The most events of one count; the next one continues behind them. */
const MAX_EVENTS = 50_000;

/**
 * Counts the events that were recorded after `position`, by name; 0 for a name without any. Each event is counted exactly once in a chain of counts,
 * because rows of open transactions are left to the next one. Without a position nothing is counted: the chain begins now.
 *
 * @throws AppError FORBIDDEN: only the system counts.
 */
export async function countEventsAfter(
  ctx: RequestContext,
  position: EventPosition,
  limit = MAX_EVENTS,
): Promise<EventCounts> {
  requireSystem(ctx.actor);
  const { rows } = await database().execute<{ xid: string; seq: string; counts: Record<string, number> }>(sql`
    with now as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
    -- A database that was restored elsewhere counts its transactions anew: then the chain begins again.
    start as (select case when ${position?.xid ?? null}::xid8 <= xmin then ${position?.xid ?? null}::xid8 else xmin end as xid,
      case when ${position?.xid ?? null}::xid8 <= xmin then ${position?.seq ?? "0"}::bigint else 0 end as seq from now),
    batch as materialized (
      select o.xid, o.seq, o.name from shared.outbox o, start
      where (o.xid, o.seq) > (start.xid, start.seq) and o.xid < (select xmin from now)
      order by o.xid, o.seq limit ${limit}),
    reached as (
      (select xid, seq, 1 as choice from batch where (select count(*) from batch) = ${limit}::int
        order by xid desc, seq desc limit 1)
      union all select xmin, 0, 2 from now)
    select xid::text, seq::text, (select coalesce(jsonb_object_agg(name, times), '{}') from (
      select name, count(*) as times from batch where name in (${namesIn(countedEvents)}) group by 1) c) as counts
    from reached order by choice limit 1`);
  const [found] = rows;
  if (!found) throw new Error("a count has one row");
  const none = Object.fromEntries(countedEvents.map((name) => [name, 0]));
  return { position: { xid: found.xid, seq: found.seq }, counts: { ...none, ...found.counts } };
}
