import { sql } from "drizzle-orm";
import { categoryOf } from "@/server/history/events";
import { notifiableEvents } from "@/server/notification/events";

export const namesIn = (names: Iterable<string>) =>
  sql.join(
    [...names].map((name) => sql`${name}`),
    sql`, `,
  );

export const notifiableNames = namesIn(Object.values(notifiableEvents).map((event) => event.name));

/** The names of the events that the customers' timelines show. */
export const timelineNames = namesIn(categoryOf.keys());

/**
 * True for an event `o` that should have messages and has none. An event without a channel policy counts: it waits for
 * its policy. The policy is looked up last, because nearly every event has its messages.
 */
export const lacksMessages = sql`o.name in (${notifiableNames})
  and not exists (select from notification.messages m where m.event_id = o.id)
  and (select cardinality(p.channels) from notification.channel_policies p
    where p.event_name = o.name and p.valid_from <= date_trunc('milliseconds', o.occurred_at)
    order by p.valid_from desc limit 1) is distinct from 0`;

/** True for an event `o` that the timeline should show and does not show. */
export const lacksHistoryEntry = sql`o.name in (${timelineNames})
  and not exists (select from history.entries e where e.event_id = o.id)`;
