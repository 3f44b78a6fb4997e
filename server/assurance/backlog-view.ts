import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { categoryOf } from "@/server/history/events";
import { userChanged, userRegistered } from "@/server/identity/events";
import { beyondCursor } from "@/server/shared/projection";
import { publicEvents } from "@/server/webhooks/events";
import { lacksMessages, namesIn } from "./event-predicates";
import { waitingWork } from "./laws/backlog-predicates";

/** Far more events than are ever pending at once, and few enough to read several times a second. */
export const NEWEST_EVENTS = 2_000;

/** The names of the events that each projection reads. */
export const projectedEvents = {
  history: [...categoryOf.keys()],
  recipients: [userRegistered.name, userChanged.name],
  webhooks: publicEvents.map(({ name }) => name),
};

/** True when a projection has events after its cursor. The laws find events that are missing before it. */
const hasUnprojectedEvents = sql.join(
  Object.entries(projectedEvents).map(
    ([name, events]) => sql`exists (
      select from (select o.name from shared.outbox o where ${beyondCursor(name)}
        order by o.xid, o.seq limit ${NEWEST_EVENTS}) o
      where o.name in (${namesIn(events)}))`,
  ),
  sql` or `,
);

/**
 * Returns true when work is certainly waiting: a queue is not empty, or a new event has no message or is not projected
 * yet. It costs a few index look-ups, while `checkLaws` reads every inventory unit, so that tests and the benchmark ask
 * this first while they wait. False does not prove that the system has drained: only `isDrained` does.
 *
 * @public it returns one boolean and no data of anybody; no route calls it.
 */
export async function hasBacklog(): Promise<boolean> {
  const { rows } = await database().execute<{ waits: boolean }>(sql`
    select exists (select from (${waitingWork}) w) or ${hasUnprojectedEvents} or exists (
      select from (select id, name, occurred_at from shared.outbox order by seq desc limit ${NEWEST_EVENTS}) o
      where ${lacksMessages}) as waits`);
  return rows[0]?.waits ?? false;
}
