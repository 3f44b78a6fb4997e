import { and, asc, desc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { entries } from "@/db/schema/history";
import { goesOnAfter, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import type { HistoryCategory } from "./events";
import { type ListHistoryInput, listHistoryInput } from "./schemas";

export { historyDrift } from "./drift-view";

/** A message about a change that went out, or that could not be delivered for now. */
export type HistoryDelivery = { eventId: string; name: string; channel: string; occurredAt: string };

export type HistoryEntry = {
  eventId: string;
  name: string;
  category: HistoryCategory;
  reservationId: string | null;
  locator: string | null;
  /** What the timeline shows of the event; its shape follows from `name` (`timelineEvents`). */
  summary: Record<string, unknown>;
  /** How the customer was told of it, oldest first. */
  deliveries: HistoryDelivery[];
  occurredAt: Date;
};

const deliveries = sql<HistoryDelivery[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('eventId', d.event_id, 'name', d.name,
    'channel', d.summary->>'channel', 'occurredAt', d.occurred_at) order by d.occurred_at, d.event_id), '[]')
  from history.entries d
  where d.about_event_id = entries.event_id and d.customer_id = entries.customer_id)`;

/** A delivery is shown with the change that it tells of, where the timeline has that one. */
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
 * A customer's timeline, newest first: changes, each with its deliveries. Of the category MESSAGE each
 * delivery is an entry of its own. The caller passes its own session's user.
 */
export async function listHistory(customerId: string, input: ListHistoryInput): Promise<Page<HistoryEntry>> {
  const { cursor, limit, category } = parse(listHistoryInput, input);
  const rows = await database()
    .select({ ...columns, at: momentOf(entries.occurredAt) })
    .from(entries)
    .where(
      and(
        eq(entries.customerId, customerId),
        category ? eq(entries.category, category) : standsAlone,
        goesOnAfter(cursor, { moment: entries.occurredAt, id: entries.eventId, ids: "desc" }),
      ),
    )
    .orderBy(desc(entries.occurredAt), desc(entries.eventId))
    .limit(limit + 1);
  return pageOf(rows, limit, (entry) => entry.eventId);
}

/** What happened to one reservation, oldest first, each change with its deliveries. */
export function historyOfReservation(reservationId: string): Promise<HistoryEntry[]> {
  return database()
    .select(columns)
    .from(entries)
    .where(and(eq(entries.reservationId, reservationId), standsAlone))
    .orderBy(asc(entries.occurredAt), asc(entries.eventId));
}
