import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { HoldEndCause } from "@/db/schema/reservation";
import type { RuledBooking } from "@/server/reservation/domain/booking-rules";
import type { reservationCreated } from "@/server/reservation/events";
import { flightScopeSql } from "@/server/reservation/inventory/predicates";
import { currentPassenger, currentSegment } from "@/server/reservation/order/predicates";
import { changedTypesJson } from "@/server/reservation/passengers/predicates";
import type { Locale } from "@/server/shared/airline";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import type { DataOf } from "@/server/shared/events";
import type { CustomerKind } from "@/server/shared/fare-terms";

/** The part that every event of a reservation has. */
export type ReservationEventData = Omit<DataOf<typeof reservationCreated>, "paymentId" | "createdAt">;

type EventSegment = ReservationEventData["segments"][number];

/** One flight of a reservation, in travel order. */
export type SegmentState = RuledBooking["segments"][number] &
  Omit<EventSegment, "kept"> & {
    /** The reservation was cancelled after this flight had been flown: the segment was not given up. */
    kept: boolean;
  };

/** A reservation as its verbs and rules read it. Instants are ISO strings, sums are whole won. */
export type ReservationFacts = Omit<RuledBooking, "segments"> & {
  id: string;
  locator: string;
  /** Grows by one with each change of the order that is done. */
  version: number;
  customerId: string;
  customerKind: CustomerKind;
  locale: Locale;
  contactEmail: string;
  totalAmount: number;
  /** The database's clock when this was read. */
  now: string;
  endCause: HoldEndCause | null;
  segments: SegmentState[];
  passengers: ReservationEventData["passengers"];
};

const segmentsJson = sql`(
  select jsonb_agg(jsonb_build_object(
    'id', s.id, 'flightId', s.flight_id, 'designator', f.designator, 'origin', f.origin,
    'destination', f.destination, 'originCityKo', o.city_ko, 'originCityEn', o.city_en,
    'destinationCityKo', d.city_ko, 'destinationCityEn', d.city_en, 'originZone', f.origin_zone,
    'destinationZone', f.destination_zone, 'departsAt', f.departs_at, 'arrivesAt', f.arrives_at,
    'departureDate', f.departure_date, 'brand', s.brand, 'cabin', s.cabin,
    'distanceMiles', f.distance_miles, 'mileageRatePercent', (s.brand_rule->>'mileageRatePercent')::int,
    'checkedBaggageKg', (s.brand_rule->'checkedBaggageKg'->>(${flightScopeSql}))::int,
    'scope', ${flightScopeSql}, 'flightCancelled', f.status = 'CANCELLED',
    'missed', s.missed_at is not null, 'kept', s.kept,
    'seats', (select coalesce(jsonb_agg(jsonb_build_object('passengerId', a.passenger_id, 'seat', a.seat)
        order by p.position), '[]')
      from reservation.seat_assignments a join reservation.passengers p on p.id = a.passenger_id
      where a.segment_id = s.id and a.active),
    'changedTypes', ${changedTypesJson}) order by s.position)
  from reservation.segments s
  join reservation.flights f on f.id = s.flight_id
  join reservation.airports o on o.code = f.origin
  join reservation.airports d on d.code = f.destination
  where s.reservation_id = r.id and ${currentSegment})`;

const passengersJson = sql`(
  select jsonb_agg(jsonb_build_object(
    'id', p.id, 'type', p.type, 'name', p.surname || '/' || p.given_name, 'ticketNumber', p.ticket_number
  ) order by p.position)
  from reservation.passengers p where p.reservation_id = r.id and ${currentPassenger})`;

/**
 * Tells the caller the version of the order. The actor may see the reservation; a verb that changes it has locked it.
 *
 * @throws AppError PRECONDITION_FAILED when the caller asked for another version.
 */
export function requireVersion(ctx: RequestContext, { version }: Pick<ReservationFacts, "version">): void {
  const { ifVersion, onVersion } = ctx;
  if (ifVersion !== undefined && ifVersion !== version) throw new AppError("PRECONDITION_FAILED");
  onVersion?.(version);
}

/** Reads one reservation in a single statement; null when there is none. */
export async function reservationFacts(tx: Tx, reservationId: string): Promise<ReservationFacts | null> {
  const { rows } = await tx.execute<{ facts: ReservationFacts }>(sql`
    select jsonb_build_object('id', r.id, 'locator', r.locator, 'version', r.version, 'customerId', r.customer_id,
      'customerKind', r.customer_kind, 'locale', r.locale, 'contactEmail', r.contact_email, 'totalAmount', r.total_amount,
      'status', r.status, 'now', clock_timestamp(), 'endCause', r.end_cause,
      'paymentDeadline', r.payment_deadline, 'passengersComplete', r.passengers_complete,
      'segments', ${segmentsJson}, 'passengers', ${passengersJson}) as facts
    from reservation.reservations r where r.id = ${reservationId}`);
  return rows[0]?.facts ?? null;
}

/** Builds the data of an event from a reservation's state. */
export function eventDataOf(facts: ReservationFacts): ReservationEventData {
  const { id, locator, customerId, customerKind, locale, contactEmail, totalAmount, segments, passengers } =
    facts;
  return {
    reservationId: id,
    locator,
    customerId,
    customerKind,
    locale,
    contactEmail,
    totalAmount,
    segments: segments.map(({ scope, flightCancelled, missed, kept, ...segment }) => ({
      ...segment,
      ...(kept && { kept }),
    })),
    passengers,
  };
}

/**
 * Builds the flights of an earlier state for an event whose passengers are those of now: a change of flights may change the
 * type of a passenger on the first flight, and the types on these flights must stay what they were.
 */
export function flightsBefore(
  before: ReservationFacts,
  { passengers }: Pick<ReservationEventData, "passengers">,
): ReservationEventData["segments"] {
  const firstTypes = new Map(before.passengers.map(({ id, type }) => [id, type]));
  return eventDataOf(before).segments.map((segment) => ({
    ...segment,
    changedTypes: passengers.flatMap(({ id: passengerId, type: now }) => {
      const changed = segment.changedTypes?.find((each) => each.passengerId === passengerId);
      const type = changed?.type ?? firstTypes.get(passengerId) ?? now;
      return type === now ? [] : [{ passengerId, type }];
    }),
  }));
}

/** Locks the reservation's row for the rest of the transaction. @returns false when there is no such row. */
export async function lockReservation(tx: Tx, reservationId: string): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select 1 from reservation.reservations where id = ${reservationId} for update`,
  );
  return rows.length > 0;
}
