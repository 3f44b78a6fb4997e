import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { categoryOf } from "@/server/history/events";
import { userChanged, userRegistered } from "@/server/identity/events";
import { toldEvents } from "@/server/notification/events";
import { beyondCursor } from "@/server/shared/projection";
import { waiting } from "./laws/check-backlog";

/** Far more events than are ever on their way at once, and few enough to look at several times a second. */
const NEWEST_EVENTS = 2_000;

const listed = (names: Iterable<string>) =>
  sql.join(
    [...names].map((name) => sql`${name}`),
    sql`, `,
  );

/**
 * The event `o` should have messages and has none. An event without a channel policy waits for one; the policy is
 * looked up last, since nearly every event has its messages.
 */
export const untold = sql`o.name in (${listed(Object.values(toldEvents).map((e) => e.name))})
  and not exists (select from notification.messages m where m.event_id = o.id)
  and (select cardinality(p.channels) from notification.channel_policies p
    where p.event_name = o.name and p.valid_from <= date_trunc('milliseconds', o.occurred_at)
    order by p.valid_from desc limit 1) is distinct from 0`;

export const unprojected = sql`o.name in (${listed(categoryOf.keys())})
  and not exists (select from history.entries e where e.event_id = o.id)`;

/** Each projection and the events that it reads. */
const projections = {
  history: [...categoryOf.keys()],
  recipients: [userRegistered.name, userChanged.name],
};

/** One look beyond the cursor each: what is missing below it is found by the laws. */
const behind = sql.join(
  Object.entries(projections).map(
    ([name, events]) => sql`exists (
      select from (select o.name from shared.outbox o where ${beyondCursor(name)}
        order by o.xid, o.seq limit ${NEWEST_EVENTS}) o
      where o.name in (${listed(events)}))`,
  ),
  sql` or `,
);

/**
 * Whether work is certainly waiting: a queue that is not empty, or a new event that was not told or
 * projected yet. It costs a few index look-ups where `checkLaws` reads every unit of the airline, so whoever
 * waits for the airline to drain asks this first. "No" is not the last word: that is `isDrained`'s.
 */
export async function hasBacklog(): Promise<boolean> {
  const { rows } = await database().execute<{ waits: boolean }>(sql`
    select exists (select from (${waiting}) w) or ${behind} or exists (
      select from (select id, name, occurred_at from shared.outbox order by seq desc limit ${NEWEST_EVENTS}) o
      where ${untold}) as waits`);
  return rows[0]?.waits ?? false;
}
