import { type SQL, sql } from "drizzle-orm";
import { env } from "@/server/shared/env";
import { unprojected, untold } from "./backlog";
import { awaitsMiles, awaitsReversal, creditedReservations } from "./laws/check-miles";

const ago = (days: number): SQL => sql`now() - make_interval(days => ${days})`;

/** Events younger than this are kept, whatever they are about. */
export const keptSince = (): SQL => ago(env().KEEP_EVENTS_DAYS);

/** Trips whose last flight left later are kept. */
export const tripsKeptSince = (): SQL => ago(env().KEEP_TRIP_EVENTS_DAYS);

/** A reaction has not said yet that it is done with the event `o`, and may get it again. */
export const isAwaited = sql`exists (select from shared.deliveries d where d.event_id = o.id)`;

/** Everything that was recorded has had its effect, and none of it is young. */
const isSettled = () => sql`
  not exists (select from shared.outbox o where o.correlation_id = r.id and (
    o.occurred_at > ${keptSince()} or o.published_at is null or o.parked_reason is not null
    or (${isAwaited}) or (${untold}) or (${unprojected})))
  and not exists (select from notification.messages m where m.reservation_id = r.id and m.status <> 'SENT')
  and not exists (select from payment.refunds f where f.reservation_id = r.id and f.status = 'PENDING')
  and not exists (select from payment.payments p where p.reservation_id = r.id and p.status = 'CAPTURED'
    and not exists (select from reservation.payment_decisions d where d.payment_id = p.id))
  and not exists (select from (${creditedReservations}) c
    where c.reservation_id = r.id and (${awaitsMiles} or ${awaitsReversal}))
  and not exists (select from operations.dead_letters l
    where l.correlation_id = r.id::text and l.resolved_at is null)`;

/** No booking came of it, nor can any money: nobody will ask. */
const cameToNothing = sql`r.status = 'EXPIRED' and not exists (
  select from payment.payments p where p.reservation_id = r.id and p.status <> 'CLOSED')`;

const isLongFlown = () => sql`r.status <> 'HELD' and (
  select max(f.departs_at) from reservation.segments s join reservation.flights f on f.id = s.flight_id
  where s.reservation_id = r.id) < ${tripsKeptSince()}`;

/** Of a reservation `r`: its events are needed no longer, by no law, by no view and by nobody who asks. */
export const isOver = (): SQL => sql`((${cameToNothing}) or (${isLongFlown()})) and ${isSettled()}`;
