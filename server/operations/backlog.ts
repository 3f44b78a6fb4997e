import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { categoryOf } from "@/server/history/events";
import { toldEvents } from "@/server/notification/events";
import { waiting } from "./laws/backlog";

/** Far more events than are ever on their way at once, and few enough to look at several times a second. */
const NEWEST_EVENTS = 2_000;

const listed = (names: Iterable<string>) =>
  sql.join(
    [...names].map((name) => sql`${name}`),
    sql`, `,
  );

export const untold = sql`o.name in (${listed(Object.values(toldEvents).map((e) => e.name))})
  and not exists (select from notification.messages m where m.event_id = o.id)`;

export const unprojected = sql`o.name in (${listed(categoryOf.keys())})
  and not exists (select from history.entries e where e.event_id = o.id)`;

/**
 * Whether work is certainly waiting: a queue that is not empty, or a new event that was not told or
 * projected yet. It costs a few index look-ups where `checkLaws` reads every unit of the airline, so whoever
 * waits for the airline to drain asks this first. "No" is not the last word: that is `isDrained`'s.
 */
export async function hasBacklog(): Promise<boolean> {
  const { rows } = await database().execute<{ waits: boolean }>(sql`
    select exists (select from (${waiting}) w) or exists (
      select from (select id, name from shared.outbox order by seq desc limit ${NEWEST_EVENTS}) o
      where (${untold}) or (${unprojected})) as waits`);
  return rows[0]?.waits ?? false;
}
