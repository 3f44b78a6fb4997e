import { sql } from "drizzle-orm";

/** The type of passenger `p` on segment `s`. */
export const typeOnSegment = sql`coalesce(p.segment_types[s.position + 1], p.type)`;

/** How many units reservation `r` needs on segment `s`: one for each passenger who has a seat there. */
export const unitsOnSegment = sql`(r.adults + r.children + (select count(*) from reservation.passengers p
  where p.reservation_id = r.id and p.type = 'INFANT' and ${typeOnSegment} <> 'INFANT'))::int`;

/** As events carry it on segment `s` of reservation `r`: who has another type there than on the first flight. */
export const changedTypesJson = sql`(select coalesce(jsonb_agg(jsonb_build_object('passengerId', p.id,
    'type', ${typeOnSegment}) order by p.position), '[]')
  from reservation.passengers p where p.reservation_id = r.id and ${typeOnSegment} <> p.type)`;
