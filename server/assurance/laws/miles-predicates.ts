import { sql } from "drizzle-orm";

/** A member took over a guest's reservation. */
const CLAIMED = "reservation/reservation.claimed";
const CREATED = "reservation/reservation.created";
const CHANGED = "reservation/reservation.flights-changed";
/** Passengers got a reservation of their own: the old one takes their miles back, and the new one earns them. */
const SPLIT = "reservation/reservation.split";
const SPLIT_OFF = "reservation/reservation.split-off";
const CANCELLED = ["reservation/reservation.cancelled", "reservation/reservation.part-cancelled"];

/**
 * What the event `o` books, as rows (earns, legs, pairs): a change of flights both earns and takes back. `pairs` says who
 * has which leg; null in a purchase, where everybody has each, and in older cancellations.
 */
const bookings = sql`(
  select true as earns, o.data->'segments' as legs, o.data->'gained' as pairs
    where o.name in (${CREATED}, ${CHANGED}, ${SPLIT_OFF}, ${CLAIMED})
  union all select false, case o.name when ${CHANGED} then o.data->'before' else o.data->'segments' end,
    o.data->'givenUp' where o.name not in (${CREATED}, ${SPLIT_OFF}, ${CLAIMED}))`;

/** True for a leg `s` and a passenger `p` of the booking `b` whose miles it books. */
const isConcerned = sql`case
  when b.pairs is not null then exists (select from jsonb_array_elements(b.pairs) g
    where g->>'segmentId' = s->>'id' and g->>'passengerId' = p->>'id')
  else b.earns or (s->>'kept')::boolean is not true end`;

/** The miles that the booking `b` earns or takes back: for each leg, for everybody with a seat of their own. */
const expected = sql`(
  select coalesce(sum(round((s->>'distanceMiles')::numeric * (s->>'mileageRatePercent')::numeric / 100)), 0)
  from jsonb_array_elements(b.legs) s
  cross join jsonb_array_elements(o.data->'passengers') p
  where coalesce((select c->>'type' from jsonb_array_elements(s->'changedTypes') c
    where c->>'passengerId' = p->>'id'), p->>'type') <> 'INFANT' and ${isConcerned})::int`;

/**
 * Each event that books miles, once for each direction, as rows (event_id, name, reservation_id, since, earns, expected,
 * booked, entries): the miles that it should book, and those that the ledger has for it. Both are above zero. `entries` is
 * the number of all ledger entries of the event.
 */
export const mileageEvents = sql`
  select o.id as event_id, o.name, o.correlation_id as reservation_id, o.occurred_at as since, b.earns,
    ${expected} as expected, l.booked, l.entries
  from shared.outbox o
  cross join lateral ${bookings} b
  left join lateral (
    select coalesce(abs(sum(miles) filter (where kind = case when b.earns then 'ACCRUAL' else 'REVERSAL' end)), 0)::int
      as booked, count(*)::int as entries
    from mileage.ledger where reservation_id = o.correlation_id and event_id = o.id) l on true
  where o.name in (${CREATED}, ${CHANGED}, ${CANCELLED[0]}, ${CANCELLED[1]}, ${SPLIT}, ${SPLIT_OFF},
      ${CLAIMED})
    -- A guest's reservation earns nothing.
    and o.data->>'customerKind' is distinct from 'GUEST'`;

/** The ledger entries of splits: no mileage event tells of them, since the balance stays. */
export const movedMiles = sql`
  select l.member_id, l.miles from mileage.ledger l
  join shared.outbox o on o.id = l.event_id and o.name in (${SPLIT}, ${SPLIT_OFF})`;

/** True for a row of `mileageEvents` whose miles are not in the ledger yet. */
export const awaitsMiles = sql`(expected > 0 and entries = 0)`;
