import { type SQL, sql } from "drizzle-orm";
import { env } from "@/server/shared/env";
import { lacksHistoryEntry, lacksMessages } from "./event-predicates";
import { awaitsMiles, mileageEvents } from "./laws/miles-predicates";

const ago = (days: number): SQL => sql`now() - make_interval(days => ${days})`;

/** All events after this moment are kept. */
export const keptSince = (): SQL => ago(env().KEEP_EVENTS_DAYS);

/** The events of a trip are kept when its last flight left after this moment. */
export const tripsKeptSince = (): SQL => ago(env().KEEP_TRIP_EVENTS_DAYS);

/** True for an event `o` that some reaction has not confirmed: it may be published again. */
export const isAwaited = sql`exists (select from shared.deliveries d where d.event_id = o.id)`;

/** True for an event `o` that an endpoint of webhooks still gets. */
const awaitsWebhook = sql`exists (
  select from webhooks.deliveries w where w.event_id = o.id and w.order_key = o.correlation_id and w.state = 'PENDING')`;

/** True for a reservation `r` whose events are all old and have had all of their effects. */
const isSettled = () => sql`
  not exists (select from shared.outbox o where o.correlation_id = r.id and (
    o.occurred_at > ${keptSince()} or o.published_at is null or o.parked_reason is not null
    or (${isAwaited}) or (${awaitsWebhook}) or (${lacksMessages}) or (${lacksHistoryEntry})))
  and not exists (select from notification.messages m where m.reservation_id = r.id and m.status <> 'SENT')
  and not exists (select from payment.refunds f where f.reservation_id = r.id and f.status = 'PENDING')
  and not exists (select from payment.payments p where p.reservation_id = r.id and p.status = 'CAPTURED'
    and not exists (select from reservation.payment_decisions d where d.payment_id = p.id))
  and not exists (select from (${mileageEvents}) m where m.reservation_id = r.id and ${awaitsMiles})
  and not exists (select from assurance.dead_letters l
    where l.correlation_id = r.id::text and l.resolved_at is null)`;

/** True for a reservation `r` that expired and was never paid, and that no payment can reach any more. */
const endedUnpaid = sql`r.status = 'EXPIRED' and not exists (
  select from payment.payments p where p.reservation_id = r.id and p.status <> 'CLOSED')`;

const isLongFlown = () => sql`r.status <> 'HELD' and (
  select max(f.departs_at) from reservation.segments s join reservation.flights f on f.id = s.flight_id
  where s.reservation_id = r.id) < ${tripsKeptSince()}`;

/** True for a reservation `r` whose events can be deleted: no law, view or query reads them any more. */
export const isDeletable = (): SQL => sql`((${endedUnpaid}) or (${isLongFlown()})) and ${isSettled()}`;
