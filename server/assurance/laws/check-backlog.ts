import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { examplesOf, figuresOf, LATE, type LawReport, report } from "./report-law";

/** All queues of the airline as (queue, since, event_id), the last where an event is known. */
export const waiting = sql`
  select 'outbox' as queue, occurred_at as since, id as event_id from shared.outbox
    where published_at is null and parked_reason is null
  union all select 'unreceived', published_at, event_id from shared.deliveries where done_at is null
  -- A hold whose payment is under way waits for it; it is the asking that must not stop.
  union all select 'overdue_holds', greatest(r.payment_deadline, (select max(p.checked_at) from payment.payments p
      where p.reservation_id = r.id and p.status = 'PENDING')), null from reservation.reservations r
    where r.status = 'HELD' and r.payment_deadline < now()
  -- What the bank has taken may take days; it is the asking that must not stop.
  union all select 'pending_refunds', case when provider_refund_id is null then created_at
    else coalesce(next_check_at, created_at) end, null from payment.refunds where status = 'PENDING'
  union all select 'undecided_captures', coalesce(p.captured_at, p.created_at), null from payment.payments p
    where p.status = 'CAPTURED'
      and not exists (select from reservation.payment_decisions d where d.payment_id = p.id)
  union all select 'cancelled_flights', o.occurred_at, o.id from shared.outbox o
    where o.name = 'schedule/flight.cancelled' and exists (
      select from reservation.segments s join reservation.reservations r on r.id = s.reservation_id
      where s.flight_id = (o.data->>'flightId')::int and r.status in ('HELD', 'CREATED'))
  union all select 'unsent_messages', created_at, event_id from notification.messages where status <> 'SENT'`;

/** L7: outbox, deliveries, overdue holds, refunds, cancelled flights and messages drain to zero; nothing is stuck. */
export async function backlogLaw(tx: Tx): Promise<LawReport> {
  const queues = await figuresOf(
    tx,
    sql`select count(*) as pending, count(*) filter (where since < now() - ${LATE}) as late,
          count(*) filter (where queue = 'outbox') as outbox,
          count(*) filter (where queue = 'unreceived') as unreceived,
          count(*) filter (where queue = 'overdue_holds') as "overdueHolds",
          count(*) filter (where queue = 'pending_refunds') as "pendingRefunds",
          count(*) filter (where queue = 'undecided_captures') as "undecidedCaptures",
          count(*) filter (where queue = 'cancelled_flights') as "cancelledFlights",
          count(*) filter (where queue = 'unsent_messages') as "unsentMessages",
          (select count(*) from shared.outbox where parked_reason is not null) as "parkedEvents",
          (select count(*) from operations.dead_letters where resolved_at is null) as "deadLetters"
        from (${waiting}) w`,
  );
  const { pending = 0, late = 0, ...figures } = queues;
  const violations = [
    ...(await examplesOf(
      tx,
      "a queue drains within 5 minutes",
      // Each queue with the event that has waited longest, if one is known.
      sql`select w.*, o.name from (
            select queue, count(*)::int as waiting, min(since) as since,
              (array_agg(event_id order by since))[1] as event_id
            from (${waiting}) q where since < now() - ${LATE} group by 1) w
          left join shared.outbox o on o.id = w.event_id`,
    )),
    ...(await examplesOf(
      tx,
      "a reaction says within 5 minutes that it is done",
      sql`select d.event_id, o.name, d.consumer, d.tries, d.published_at as since from shared.deliveries d
          left join shared.outbox o on o.id = d.event_id
          where d.published_at < now() - ${LATE} and d.done_at is null order by d.published_at`,
    )),
    ...(await examplesOf(
      tx,
      "no event is parked",
      sql`select id as event_id, name, parked_reason as reason from shared.outbox where parked_reason is not null`,
    )),
    ...(await examplesOf(
      tx,
      "no run is given up",
      sql`select id as dead_letter_id, function_id, event_name, error from operations.dead_letters
          where resolved_at is null`,
    )),
  ];
  violations.push(
    ...(await examplesOf(
      tx,
      "the event engine accepts our functions",
      // The engine that was asked last is the one in use.
      sql`select engine, reason, asked_at as since from (
            select * from operations.engine_registrations order by asked_at desc limit 1) r
          where state = 'REFUSED'`,
    )),
  );
  return report("L7", figures, violations, pending, late);
}
