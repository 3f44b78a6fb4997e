import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { timelineNames } from "@/server/assurance/event-predicates";
import type { LawReport } from "@/server/assurance/schemas";
import { isKept } from "@/server/shared/event-log";
import { beyondCursor } from "@/server/shared/projection";
import { examplesOf, figuresOf, LATE, reportLaw } from "./report-law";

/** For each reservation: how often each event occurred, and the positions of the events in the log. */
const eventOrders = sql`
  select correlation_id as reservation_id,
    count(*) filter (where name = 'reservation/reservation.held')::int as held,
    count(*) filter (where name = 'reservation/reservation.created')::int as created,
    count(*) filter (where name = 'reservation/reservation.cancelled')::int as cancelled,
    min(seq) filter (where name = 'reservation/reservation.held') as held_seq,
    min(seq) filter (where name = 'reservation/reservation.created') as created_seq,
    max(seq) filter (where name = 'reservation/reservation.expired') as expired_seq,
    max(seq) filter (where name in ('reservation/reservation.changed', 'reservation/reservation.part-cancelled'))
      as changed_seq,
    min(seq) filter (where name = 'reservation/no-show.recorded') as first_no_show_seq,
    max(seq) filter (where name = 'reservation/no-show.recorded') as last_no_show_seq,
    min(seq) filter (where name = 'reservation/reservation.cancelled') as cancelled_seq
  from shared.outbox where (name like 'reservation/reservation.%' or name = 'reservation/no-show.recorded')
    and ${isKept(sql`correlation_id`)} group by 1`;

/** True for an event `o` without an entry. During a rebuild events are read again; those that have an entry are not late. */
const isMissing = sql`not exists (select from history.entries e where e.event_id = o.id)`;
const isLate = sql`${isMissing} and o.occurred_at < now() - ${LATE}`;

/** L5: every event of a customer is in the timeline once; the events of each reservation are in a legal order. */
export async function checkHistory(tx: Tx): Promise<LawReport> {
  const totals = await figuresOf(
    tx,
    sql`select (select count(*) from history.entries) as entries, count(*) as events,
          count(*) filter (where ${isMissing} or ${beyondCursor("history")}) as pending,
          count(*) filter (where ${isLate}) as late
        from shared.outbox o where o.name in (${timelineNames})`,
  );
  const { pending = 0, late = 0, ...figures } = totals;
  const violations = [
    ...(await examplesOf(
      tx,
      "an entry tells of an event",
      sql`select e.event_id, e.name from history.entries e where not exists
          (select from shared.outbox o where o.id = e.event_id and o.name = e.name)
          and ${isKept(sql`e.reservation_id`)}`,
    )),
    ...(await examplesOf(
      tx,
      "events of a reservation are in legal order",
      sql`select * from (${eventOrders}) l
          where held <> 1 or created > 1 or cancelled > 1 or cancelled > created
            or created_seq < held_seq or cancelled_seq < created_seq or expired_seq < held_seq
            or (created = 1 and expired_seq > created_seq)
            or (first_no_show_seq is not null and (created = 0 or first_no_show_seq < created_seq
              or last_no_show_seq > cancelled_seq))
            or (changed_seq is not null and (created = 0 or changed_seq < created_seq or changed_seq > cancelled_seq))`,
    )),
    ...(await examplesOf(
      tx,
      "an event is in the timeline within 5 minutes",
      sql`select o.id as event_id, o.name, o.occurred_at as since from shared.outbox o
          where o.name in (${timelineNames}) and ${isLate} order by o.seq`,
    )),
  ];
  return reportLaw("L5", figures, violations, { pending, late });
}
