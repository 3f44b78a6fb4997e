import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import {
  exitSeatFromAge,
  exitSeatPositions,
  type SeatedPassenger,
} from "@/server/reservation/domain/exit-seat";
import { overdueHold } from "@/server/reservation/inventory/predicates";
import { currentPassenger, travelsOn } from "@/server/reservation/order/predicates";
import { typeOnSegment } from "@/server/reservation/passengers/predicates";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { type CabinLayout, type Seat, seatsOf } from "@/server/shared/cabin-layout";
import type { Cabin } from "@/server/shared/fare-terms";

/** The seats of one segment's cabin, and the passengers who have them. */
export type CabinSeats = {
  /** The customer of the reservation. */
  customerId: string;
  segmentId: string;
  flightId: number;
  cabin: Cabin;
  layout: CabinLayout;
  /** No other cabin lies before it. */
  isFront: boolean;
  seats: Seat[];
  /** Seats of other reservations: sold, or held and not overdue. */
  taken: Set<string>;
  /** The seats of this reservation by passenger position. */
  own: Map<number, string>;
  /** This reservation's passengers with their types on this flight, by position. */
  party: SeatedPassenger[];
  /** The age from which passengers may sit beside an exit (null without a rule), and the positions of those who may. */
  exit: { fromAge: number | null; positions: number[] };
};

type Row = {
  customerId: string;
  segmentId: string;
  flightId: number;
  departureDate: string;
  cabin: Cabin;
  layouts: CabinLayout[];
  assigned: { seat: string; position: number | null }[];
  party: SeatedPassenger[];
};

/** Reads one segment's cabin. A seat of an overdue hold counts as free. Null when there is no such segment. */
export async function cabinSeats(
  db: Database | Tx,
  reservationId: string,
  position: number,
): Promise<CabinSeats | null> {
  const facts = await readCabin(db, reservationId, position);
  const layout = facts?.layouts.find((l) => l.cabin === facts.cabin);
  if (!facts || !layout) return null;
  const { customerId, segmentId, flightId, cabin, party } = facts;
  const fromAge = exitSeatFromAge((await salePolicies()).PASSENGERS, facts.departureDate);
  return {
    customerId,
    segmentId,
    flightId,
    cabin,
    layout,
    isFront: facts.layouts[0] === layout,
    seats: seatsOf(layout),
    taken: new Set(facts.assigned.filter((a) => a.position === null).map((a) => a.seat)),
    own: new Map(facts.assigned.flatMap((a) => (a.position === null ? [] : [[a.position, a.seat]]))),
    party,
    exit: { fromAge, positions: exitSeatPositions(party, facts.departureDate, fromAge) },
  };
}

async function readCabin(
  db: Database | Tx,
  reservationId: string,
  position: number,
): Promise<Row | undefined> {
  const { rows } = await db.execute<{ facts: Row }>(sql`
    select jsonb_build_object('segmentId', s.id, 'flightId', s.flight_id, 'cabin', s.cabin,
      'departureDate', f.departure_date, 'customerId', own.customer_id, 'layouts', l.layouts,
      'party', (select jsonb_agg(jsonb_build_object('position', p.position, 'type', ${typeOnSegment},
          'birthDate', p.birth_date) order by p.position)
        from reservation.passengers p join reservation.reservations r on r.id = p.reservation_id
        where p.reservation_id = s.reservation_id and ${currentPassenger} and ${travelsOn}),
      'assigned', coalesce((select jsonb_agg(jsonb_build_object('seat', a.seat, 'position', p.position))
        from reservation.seat_assignments a
        join reservation.reservations r on r.id = a.reservation_id
        left join reservation.passengers p on p.id = a.passenger_id and a.segment_id = s.id
        where a.flight_id = s.flight_id and a.active
          and (a.reservation_id = s.reservation_id or not (${overdueHold}))), '[]')) as facts
    from reservation.segments s
    join reservation.reservations own on own.id = s.reservation_id
    join reservation.flights f on f.id = s.flight_id
    join reservation.cabin_layouts l on l.aircraft_type = f.aircraft_type
    where s.reservation_id = ${reservationId} and s.position = ${position}`);
  return rows[0]?.facts;
}
