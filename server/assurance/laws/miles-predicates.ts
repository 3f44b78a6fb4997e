import { type SQL, sql } from "drizzle-orm";

/** The miles that the legs in an event's data earn: for each leg, for everybody with a seat of their own. */
const milesOf = (data: SQL, legs = sql`true`): SQL => sql`(
  select coalesce(sum(round((s->>'distanceMiles')::numeric * (s->>'mileageRatePercent')::numeric / 100)), 0)
  from jsonb_array_elements(${data}->'segments') s
  cross join jsonb_array_elements(${data}->'passengers') p
  where coalesce((select c->>'type' from jsonb_array_elements(s->'changedTypes') c
    where c->>'passengerId' = p->>'id'), p->>'type') <> 'INFANT' and ${legs})::int`;

/**
 * Each reservation that was created: the miles that it earned and has to give back by its own events, and the miles that
 * the ledger has booked for it.
 */
export const creditedReservations = sql`
  select c.reservation_id, c.earned,
    case when x.seq is null then 0 else c.earned - ${milesOf(sql`x.data`, sql`(s->>'kept')::boolean`)} end as due_back,
    l.accrued, l.reversed, l.reversals, l.accruals, x.seq is not null as cancelled,
    c.created_event, c.created_at, x.id as cancelled_event, x.occurred_at as cancelled_at
  from (
    select o.correlation_id as reservation_id, o.id as created_event, o.occurred_at as created_at,
      ${milesOf(sql`o.data`)} as earned
    from shared.outbox o where o.name = 'reservation/reservation.created') c
  left join shared.outbox x
    on x.correlation_id = c.reservation_id and x.name = 'reservation/reservation.cancelled'
  left join lateral (
    select coalesce(sum(miles) filter (where kind = 'ACCRUAL'), 0)::int as accrued,
      coalesce(-sum(miles) filter (where kind = 'REVERSAL'), 0)::int as reversed,
      count(*) filter (where kind = 'ACCRUAL') as accruals,
      count(*) filter (where kind = 'REVERSAL') as reversals
    from mileage.ledger where reservation_id = c.reservation_id) l on true`;

export const awaitsMiles = sql`(earned > 0 and accruals = 0)`;
export const awaitsReversal = sql`(due_back > 0 and reversals = 0)`;

/** The events whose miles are not in the ledger yet, as rows (event_id, name, since). */
export const unbookedEvents = sql`
  select created_event as event_id, 'reservation/reservation.created' as name, created_at as since
  from (${creditedReservations}) r where ${awaitsMiles}
  union all select cancelled_event, 'reservation/reservation.cancelled', cancelled_at
  from (${creditedReservations}) r where ${awaitsReversal}`;
