import { and, asc, desc, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { entries } from "@/db/schema/history";
import { goesOnAfter, momentOf, type Page, pageOf } from "@/server/shared/cursor";
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
  /** What the timeline shows of the event; its shape follows from `name` (`timelineEvents`). */
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
  const rows = await database()
    .select({ ...columns, at: momentOf(entries.occurredAt) })
    .from(entries)
    .where(
      and(
        eq(entries.customerId, customerId),
        category ? eq(entries.category, category) : undefined,
        goesOnAfter(cursor, { moment: entries.occurredAt, id: entries.eventId, ids: "desc" }),
      ),
    )
    .orderBy(desc(entries.occurredAt), desc(entries.eventId))
    .limit(limit + 1);
  return pageOf(rows, limit, (entry) => entry.eventId);
}

/** What happened to one reservation, oldest first. */
export function historyOfReservation(reservationId: string): Promise<HistoryEntry[]> {
  return database()
    .select(columns)
    .from(entries)
    .where(eq(entries.reservationId, reservationId))
    .orderBy(asc(entries.occurredAt), asc(entries.eventId));
}
