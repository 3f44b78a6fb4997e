import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { type CabinLayout, type Seat, seatsOf } from "@/server/shared/cabin-layout";

/** The seats of one segment's cabin, and who sits where. */
export type CabinSeats = {
  /** Whose reservation it is. */
  customerId: string;
  segmentId: string;
  flightId: number;
  cabin: string;
  layout: CabinLayout;
  seats: Seat[];
  /** Seats that others have: sold, or held and not overdue. */
  taken: Set<string>;
  /** Passenger position → seat, of this reservation. */
  own: Map<number, string>;
};

type Row = {
  customerId: string;
  segmentId: string;
  flightId: number;
  cabin: string;
  layouts: CabinLayout[];
  assigned: { seat: string; position: number | null }[];
};

/** Reads one segment's cabin. A seat of an overdue hold counts as free. Null when there is no such segment. */
export async function cabinSeats(
  db: Database | Tx,
  reservationId: string,
  position: number,
): Promise<CabinSeats | null> {
  const { rows } = await db.execute<{ facts: Row }>(sql`
    select jsonb_build_object('segmentId', s.id, 'flightId', s.flight_id, 'cabin', s.cabin,
      'customerId', own.customer_id, 'layouts', l.layouts,
      'assigned', coalesce((select jsonb_agg(jsonb_build_object('seat', a.seat, 'position', p.position))
        from reservation.seat_assignments a
        join reservation.reservations r on r.id = a.reservation_id
        left join reservation.passengers p on p.id = a.passenger_id and a.segment_id = s.id
        where a.flight_id = s.flight_id and a.active
          and (a.reservation_id = s.reservation_id or r.status <> 'HELD'
            or r.payment_deadline > clock_timestamp())), '[]')) as facts
    from reservation.segments s
    join reservation.reservations own on own.id = s.reservation_id
    join reservation.flights f on f.id = s.flight_id
    join reservation.cabin_layouts l on l.aircraft_type = f.aircraft_type
    where s.reservation_id = ${reservationId} and s.position = ${position}`);
  const facts = rows[0]?.facts;
  const layout = facts?.layouts.find((l) => l.cabin === facts.cabin);
  if (!facts || !layout) return null;
  return {
    customerId: facts.customerId,
    segmentId: facts.segmentId,
    flightId: facts.flightId,
    cabin: facts.cabin,
    layout,
    seats: seatsOf(layout),
    taken: new Set(facts.assigned.filter((a) => a.position === null).map((a) => a.seat)),
    own: new Map(facts.assigned.flatMap((a) => (a.position === null ? [] : [[a.position, a.seat]]))),
  };
}
