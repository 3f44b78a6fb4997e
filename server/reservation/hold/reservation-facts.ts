import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { HoldEndCause } from "@/db/schema/reservation";
import type { ReservationStatus } from "@/server/reservation/domain/status";
import type { reservationCreated } from "@/server/reservation/events";
import { changedTypesJson } from "@/server/reservation/passengers/predicates";
import type { DataOf } from "@/server/shared/events";

/** What every event of a reservation says about it. */
export type ReservationEventFacts = Omit<DataOf<typeof reservationCreated>, "paymentId" | "createdAt">;

/** A reservation as its verbs need it: what its events say, and what its rules ask. */
export type ReservationFacts = {
  status: ReservationStatus;
  /** The database's clock when this was read: deadlines follow it. */
  now: string;
  endCause: HoldEndCause | null;
  paymentDeadline: string;
  passengersComplete: boolean;
  paidAmount: number;
  createdAt: string | null;
  paymentId: string | null;
  event: ReservationEventFacts;
};

const segmentsJson = sql`(
  select jsonb_agg(jsonb_build_object(
    'id', s.id, 'flightId', s.flight_id, 'designator', f.designator, 'origin', f.origin,
    'destination', f.destination, 'originCityKo', o.city_ko, 'originCityEn', o.city_en,
    'destinationCityKo', d.city_ko, 'destinationCityEn', d.city_en, 'originZone', f.origin_zone,
    'destinationZone', f.destination_zone, 'departsAt', f.departs_at, 'arrivesAt', f.arrives_at,
    'departureDate', f.departure_date, 'brand', s.brand, 'cabin', s.cabin,
    'distanceMiles', f.distance_miles, 'mileageRatePercent', (s.brand_rule->>'mileageRatePercent')::int,
    'checkedBaggageKg', (s.brand_rule->'checkedBaggageKg'->>(case
      when f.origin_country = 'KR' and f.destination_country = 'KR' then 'DOMESTIC' else 'INTERNATIONAL'
    end))::int,
    'seats', (select coalesce(jsonb_agg(jsonb_build_object('passengerId', a.passenger_id, 'seat', a.seat)
        order by p.position), '[]')
      from reservation.seat_assignments a join reservation.passengers p on p.id = a.passenger_id
      where a.segment_id = s.id and a.active),
    'changedTypes', ${changedTypesJson}
  ) || case when s.kept then '{"kept": true}'::jsonb else '{}' end order by s.position)
  from reservation.segments s
  join reservation.flights f on f.id = s.flight_id
  join reservation.airports o on o.code = f.origin
  join reservation.airports d on d.code = f.destination
  where s.reservation_id = r.id)`;

const passengersJson = sql`(
  select jsonb_agg(jsonb_build_object(
    'id', p.id, 'type', p.type, 'name', p.surname || '/' || p.given_name, 'ticketNumber', p.ticket_number
  ) order by p.position)
  from reservation.passengers p where p.reservation_id = r.id)`;

/** Reads one reservation in a single statement; null when there is none. */
export async function reservationFacts(tx: Tx, reservationId: string): Promise<ReservationFacts | null> {
  const { rows } = await tx.execute<{ facts: ReservationFacts }>(sql`
    select jsonb_build_object('status', r.status, 'now', clock_timestamp(), 'endCause', r.end_cause,
      'paymentDeadline', r.payment_deadline,
      'passengersComplete', r.passengers_complete, 'paidAmount', r.paid_amount,
      'createdAt', r.created_at, 'paymentId', r.payment_id, 'event',
      jsonb_build_object('reservationId', r.id, 'locator', r.locator, 'customerId', r.customer_id,
        'locale', r.locale, 'contactEmail', r.contact_email, 'totalAmount', r.total_amount,
        'segments', ${segmentsJson}, 'passengers', ${passengersJson})) as facts
    from reservation.reservations r where r.id = ${reservationId}`);
  return rows[0]?.facts ?? null;
}

/** Locks the reservation's row for the rest of the transaction. False when there is no such one. */
export async function lockReservation(tx: Tx, reservationId: string): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select 1 from reservation.reservations where id = ${reservationId} for update`,
  );
  return rows.length > 0;
}
