import { and, asc, desc, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { entries } from "@/db/schema/history";
import { decodeCursor, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import type { HistoryCategory } from "./events";
import { type ListHistoryInput, listHistoryInput } from "./schemas";

export { historyDrift } from "./history-drift";

export type HistoryEntry = {
  eventId: string;
  name: string;
  category: HistoryCategory;
  reservationId: string | null;
  locator: string | null;
  /** The event's own data without names and addresses; its shape follows from `name`. */
  summary: Record<string, unknown>;
  occurredAt: Date;
};

const columns = {
  eventId: entries.eventId,
  name: entries.name,
  category: entries.category,
  reservationId: entries.reservationId,
  locator: entries.locator,
  summary: entries.summary,
  occurredAt: entries.occurredAt,
};

/** A customer's timeline, newest first. The caller passes its own session's user. */
export async function listHistory(customerId: string, input: ListHistoryInput): Promise<Page<HistoryEntry>> {
  const { cursor, limit, category } = parse(listHistoryInput, input);
  const after = cursor ? decodeCursor(cursor) : null;
  const rows = await database()
    .select({ ...columns, at: sql<string>`${entries.occurredAt}::text` })
    .from(entries)
    .where(
      and(
        eq(entries.customerId, customerId),
        category ? eq(entries.category, category) : undefined,
        after
          ? sql`(${entries.occurredAt}, ${entries.eventId}) < (${after.at}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(entries.occurredAt), desc(entries.eventId))
    .limit(limit + 1);
  const page = pageOf(rows, limit, (row) => ({ at: row.at, id: row.eventId }));
  return { ...page, items: page.items.map(({ at, ...entry }) => entry) };
}

/** What happened to one reservation, oldest first. */
export function historyOfReservation(reservationId: string): Promise<HistoryEntry[]> {
  return database()
    .select(columns)
    .from(entries)
    .where(eq(entries.reservationId, reservationId))
    .orderBy(asc(entries.occurredAt), asc(entries.eventId));
}
