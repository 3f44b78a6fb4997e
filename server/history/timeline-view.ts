import { and, asc, desc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { entries } from "@/db/schema/history";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { readOwnRows } from "@/server/shared/ownership";
import { parse } from "@/server/shared/parse";
import { type HistoryDelivery, type HistoryEntry, type ListHistoryInput, listHistoryInput } from "./schemas";

const deliveries = sql<HistoryDelivery[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('eventId', d.event_id, 'name', d.name,
    'channel', d.summary->>'channel', 'occurredAt', d.occurred_at) order by d.occurred_at, d.event_id), '[]')
  from history.entries d
  where d.about_event_id = entries.event_id and d.customer_id = entries.customer_id)`;

/** A delivery is listed with the event that it is about, unless the timeline does not have that event. */
const standsAlone = or(
  isNull(entries.aboutEventId),
  sql`not exists (select from history.entries c
    where c.event_id = entries.about_event_id and c.customer_id = entries.customer_id)`,
) as SQL;

const columns = {
  eventId: entries.eventId,
  name: entries.name,
  category: entries.category,
  reservationId: entries.reservationId,
  locator: entries.locator,
  summary: entries.summary,
  deliveries,
  occurredAt: entries.occurredAt,
};

/**
 * The signed-in customer's own timeline, newest first, each event with its deliveries. In the category MESSAGE each
 * delivery is an entry of its own.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT.
 */
export async function listHistory(ctx: RequestContext, input: ListHistoryInput): Promise<Page<HistoryEntry>> {
  const customer = requireMember(ctx.actor);
  const { cursor, limit, category } = parse(listHistoryInput, input);
  const rows = await database()
    .select({ ...columns, at: momentOf(entries.occurredAt) })
    .from(entries)
    .where(
      and(
        eq(entries.customerId, customer.id),
        category ? eq(entries.category, category) : standsAlone,
        afterCursor(cursor, { moment: entries.occurredAt, id: entries.eventId, ids: "desc" }),
      ),
    )
    .orderBy(desc(entries.occurredAt), desc(entries.eventId))
    .limit(limit + 1);
  return pageOf(rows, limit, (entry) => entry.eventId);
}

/**
 * The events of one reservation, oldest first, each with its deliveries: for its customer, staff and the system.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export function historyOfReservation(ctx: RequestContext, reservationId: string): Promise<HistoryEntry[]> {
  const query = database()
    .select({ customerId: entries.customerId, ...columns })
    .from(entries)
    .where(and(eq(entries.reservationId, reservationId), standsAlone))
    .orderBy(asc(entries.occurredAt), asc(entries.eventId));
  return readOwnRows(ctx.actor, query);
}
