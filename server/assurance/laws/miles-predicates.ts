import { sql } from "drizzle-orm";

const CREATED = "reservation/reservation.created";
const CANCELLED = ["reservation/reservation.cancelled", "reservation/reservation.part-cancelled"];

/** True for a leg `s` and a passenger `p` of the event `o` whose miles it books. */
const isConcerned = sql`case
  when o.name = ${CREATED} then true
  when o.data->'givenUp' is not null then exists (select from jsonb_array_elements(o.data->'givenUp') g
    where g->>'segmentId' = s->>'id' and g->>'passengerId' = p->>'id')
  else (s->>'kept')::boolean is not true end`;

/** The miles that the event `o` earns or takes back: for each leg, for everybody with a seat of their own. */
const expected = sql`(
  select coalesce(sum(round((s->>'distanceMiles')::numeric * (s->>'mileageRatePercent')::numeric / 100)), 0)
  from jsonb_array_elements(o.data->'segments') s
  cross join jsonb_array_elements(o.data->'passengers') p
  where coalesce((select c->>'type' from jsonb_array_elements(s->'changedTypes') c
    where c->>'passengerId' = p->>'id'), p->>'type') <> 'INFANT' and ${isConcerned})::int`;

/**
 * Each event that books miles, as rows (event_id, name, reservation_id, since, earns, expected, booked, entries): the miles
 * that it should book, and those that the ledger has for it. Both are above zero.
 */
export const mileageEvents = sql`
  select o.id as event_id, o.name, o.correlation_id as reservation_id, o.occurred_at as since, o.name = ${CREATED} as earns,
    ${expected} as expected, l.booked, l.entries
  from shared.outbox o
  left join lateral (
    select coalesce(abs(sum(miles)), 0)::int as booked, count(*)::int as entries
    from mileage.ledger where reservation_id = o.correlation_id and event_id = o.id) l on true
  where o.name in (${CREATED}, ${CANCELLED[0]}, ${CANCELLED[1]})`;

/** True for a row of `mileageEvents` whose miles are not in the ledger yet. */
export const awaitsMiles = sql`(expected > 0 and entries = 0)`;
