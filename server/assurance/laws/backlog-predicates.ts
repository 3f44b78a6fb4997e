import { sql } from "drizzle-orm";
import { isLive } from "./coupon-predicates";

/**
 * Everything that waits, over all queues, as rows (queue, since, event_id). `event_id` is null where no event is known.
 * A hold or a change whose payment is pending, and a refund that the bank has accepted, may wait for days: for these, `since` is the
 * moment at which the provider was last asked, so that they are late only when nobody asks any more. A webhook waits here when it is
 * due and none before it holds it back; `since` is the last try of its endpoint, so that a slow partner breaks no law.
 * A capture waits for its decision for three days here: all captures that ever were would be read otherwise. An older one breaks
 * law L2, which adds up all money.
 */
export const waitingWork = sql`
  select 'outbox' as queue, occurred_at as since, id as event_id from shared.outbox
    where published_at is null and parked_reason is null
  union all select 'unreceived', published_at, event_id from shared.deliveries where done_at is null
  union all select 'overdue_holds', greatest(r.payment_deadline, (select max(p.checked_at) from payment.payments p
      where p.reservation_id = r.id and p.status = 'PENDING')), null from reservation.reservations r
    where r.status = 'HELD' and r.payment_deadline < now()
  union all select 'overdue_changes', greatest(c.expires_at, (select max(p.checked_at) from payment.payments p
      where p.change_id = c.id and p.status = 'PENDING')), null from reservation.changes c
    where c.status = 'AWAITING_PAYMENT' and c.expires_at < now()
  union all select 'pending_refunds', case when provider_refund_id is null then created_at
    else coalesce(next_check_at, created_at) end, null from payment.refunds where status = 'PENDING'
  union all select 'undecided_captures', p.captured_at, null from payment.payments p
    where p.status = 'CAPTURED' and p.captured_at > now() - interval '3 days'
      and not exists (select from reservation.payment_decisions d where d.payment_id = p.id)
  union all select 'cancelled_flights', o.occurred_at, o.id from shared.outbox o
    where o.name = 'schedule/flight.cancelled' and exists (
      select from reservation.segments s join reservation.reservations r on r.id = s.reservation_id
      where s.flight_id = (o.data->>'flightId')::int and (r.status = 'HELD' or (r.status = 'CREATED'
        and exists (select from reservation.coupons k where k.segment_id = s.id and ${isLive}))))
  union all select 'unsent_messages', created_at, event_id from notification.messages where status <> 'SENT'
  union all select 'webhooks', greatest(w.next_try_at, e.last_tried_at), w.event_id
    from webhooks.endpoints e join webhooks.deliveries w on w.endpoint_id = e.id
    where e.state = 'ACTIVE' and w.state = 'PENDING' and w.next_try_at <= now() and not exists (
      select from webhooks.deliveries p where p.endpoint_id = w.endpoint_id and p.order_key = w.order_key
        and p.state = 'PENDING' and p.id < w.id)`;
