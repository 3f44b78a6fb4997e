import { sql } from "drizzle-orm";
import { currentPassenger } from "@/server/reservation/order/predicates";

/** The type of passenger `p` on segment `s`. */
export const typeOnSegment = sql`coalesce(p.segment_types[s.position + 1], p.type)`;

/** The number of units that the hold `r` needs on segment `s`: one for each passenger with a seat there. */
export const unitsOnSegment = sql`(r.adults + r.children + (select count(*) from reservation.passengers p
  where p.reservation_id = r.id and p.type = 'INFANT' and ${typeOnSegment} <> 'INFANT'))::int`;

/**
 * `changedTypes` of segment `s` of reservation `r`, as events carry it: passengers with another type than on the first
 * flight.
 */
export const changedTypesJson = sql`(select coalesce(jsonb_agg(jsonb_build_object('passengerId', p.id,
    'type', ${typeOnSegment}) order by p.position), '[]')
  from reservation.passengers p where p.reservation_id = r.id and ${currentPassenger} and ${typeOnSegment} <> p.type)`;
