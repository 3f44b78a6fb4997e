import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { timelineNames } from "@/server/assurance/event-predicates";
import type { LawReport } from "@/server/assurance/schemas";
import { isKept } from "@/server/shared/event-log";
import { beyondCursor } from "@/server/shared/projection";
import { examplesOf, figuresOf, LATE, reportLaw } from "./report-law";

/** The first event of a reservation that was split from another: it was neither held nor sold, but moved. */
const SPLIT_OFF = sql`'reservation/reservation.split-off'`;

/** For each reservation: how often each event occurred, and the positions of the events in the log. */
const eventOrders = sql`
  select correlation_id as reservation_id,
    count(*) filter (where name in ('reservation/reservation.held', ${SPLIT_OFF}))::int as held,
    count(*) filter (where name in ('reservation/reservation.created', ${SPLIT_OFF}))::int as created,
    count(*) filter (where name = 'reservation/reservation.cancelled')::int as cancelled,
    min(seq) filter (where name in ('reservation/reservation.held', ${SPLIT_OFF})) as held_seq,
    min(seq) filter (where name in ('reservation/reservation.created', ${SPLIT_OFF})) as created_seq,
    max(seq) filter (where name = 'reservation/reservation.expired') as expired_seq,
    max(seq) filter (where name in ('reservation/reservation.changed', 'reservation/reservation.part-cancelled',
      'reservation/reservation.flights-changed', 'reservation/reservation.split')) as changed_seq,
    min(seq) filter (where name = 'reservation/change.expired') as unpaid_change_seq,
    min(seq) filter (where name = 'reservation/no-show.recorded') as first_no_show_seq,
    max(seq) filter (where name = 'reservation/no-show.recorded') as last_no_show_seq,
    min(seq) filter (where name = 'reservation/reservation.cancelled') as cancelled_seq
  from shared.outbox where (name like 'reservation/reservation.%'
      or name in ('reservation/no-show.recorded', 'reservation/change.expired'))
    and ${isKept(sql`correlation_id`)} group by 1`;

/** For each change of flights: its events, and their positions in the log. A late payment may still make one that expired. */
const changeOrders = sql`
  select correlation_id as reservation_id, data->>'changeId' as change_id,
    count(*) filter (where name = 'reservation/reservation.flights-changed')::int as changed,
    count(*) filter (where name = 'reservation/change.expired')::int as expired,
    min(seq) filter (where name = 'reservation/reservation.flights-changed') as changed_seq,
    max(seq) filter (where name = 'reservation/change.expired') as expired_seq
  from shared.outbox where name in ('reservation/reservation.flights-changed', 'reservation/change.expired') group by 1, 2`;

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
            or (changed_seq is not null and (created = 0 or changed_seq < created_seq or changed_seq > cancelled_seq))
            or (unpaid_change_seq is not null and (created = 0 or unpaid_change_seq < created_seq))`,
    )),
    ...(await examplesOf(
      tx,
      "a change of flights is made once, and does not end unpaid after that",
      sql`select * from (${changeOrders}) c where changed > 1 or expired > 1 or expired_seq > changed_seq`,
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
