import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { examplesOf, figuresOf, type LawReport, report } from "./law";

/** How long work may wait before its queue no longer counts as draining. */
const PATIENCE = sql`interval '15 minutes'`;

/** All queues of the airline as (queue, since). */
export const waiting = sql`
  select 'outbox' as queue, occurred_at as since from shared.outbox
    where published_at is null and parked_reason is null
  union all select 'overdue_holds', payment_deadline from reservation.reservations
    where status = 'HELD' and payment_deadline < now()
  -- What the bank has taken may take days; it is the asking that must not stop.
  union all select 'pending_refunds', case when provider_refund_id is null then created_at
    else coalesce(next_check_at, created_at) end from payment.refunds where status = 'PENDING'
  union all select 'undecided_captures', coalesce(p.captured_at, p.created_at) from payment.payments p
    where p.status = 'CAPTURED'
      and not exists (select from reservation.payment_decisions d where d.payment_id = p.id)
  union all select 'cancelled_flights', o.occurred_at from shared.outbox o
    where o.name = 'schedule/flight.cancelled' and exists (
      select from reservation.segments s join reservation.reservations r on r.id = s.reservation_id
      where s.flight_id = (o.data->>'flightId')::int and r.status in ('HELD', 'CREATED'))
  union all select 'unsent_messages', created_at from notification.messages where status <> 'SENT'`;

/** L7: outbox, overdue holds, refunds, cancelled flights and messages drain to zero; nothing is stuck. */
export async function backlogLaw(tx: Tx): Promise<LawReport> {
  const queues = await figuresOf(
    tx,
    sql`select count(*) as pending, count(*) filter (where queue = 'outbox') as outbox,
          count(*) filter (where queue = 'overdue_holds') as "overdueHolds",
          count(*) filter (where queue = 'pending_refunds') as "pendingRefunds",
          count(*) filter (where queue = 'undecided_captures') as "undecidedCaptures",
          count(*) filter (where queue = 'cancelled_flights') as "cancelledFlights",
          count(*) filter (where queue = 'unsent_messages') as "unsentMessages",
          (select count(*) from shared.outbox where parked_reason is not null) as "parkedEvents",
          (select count(*) from operations.dead_letters where resolved_at is null) as "deadLetters"
        from (${waiting}) w`,
  );
  const { pending = 0, ...figures } = queues;
  const violations = [
    ...(await examplesOf(
      tx,
      "a queue drains within 15 minutes",
      sql`select queue, count(*)::int as waiting, min(since) as since from (${waiting}) w
          where since < now() - ${PATIENCE} group by 1`,
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
  return report("L7", figures, violations, pending);
}
