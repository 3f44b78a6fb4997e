import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type PricedPassenger, priceItinerary } from "@/server/reservation/domain/pricing";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { KOREA_ZONE } from "@/server/shared/airline";
import type { TxContext } from "@/server/shared/context";
import { pricedSegment } from "./hold-facts";

type HeldFlight = Parameters<typeof pricedSegment>[0] & { adultFare: number };

/** The facts that the price of a hold depends on: its fares, and the day on which it was made. */
export type HeldFlights = {
  /** The Korean date of the hold: its price is guaranteed as of that day. */
  issueDate: string;
  totalAmount: number;
  flights: HeldFlight[];
};

/** Reads the flights of a hold, in travel order, with the fares at which they were held. */
export async function heldFlights(tx: Tx, reservationId: string): Promise<HeldFlights> {
  const { rows } = await tx.execute<{ held: HeldFlights }>(sql`
    select jsonb_build_object('issueDate', (r.held_at at time zone ${KOREA_ZONE})::date,
      'totalAmount', r.total_amount, 'flights', (
        select jsonb_agg(jsonb_build_object('origin', f.origin, 'originCountry', f.origin_country,
          'destinationCountry', f.destination_country, 'distanceMiles', f.distance_miles,
          'departureDate', f.departure_date, 'adultFare', coalesce(s.adult_fare, fa.amount)) order by s.position)
        from reservation.segments s
        join reservation.flights f on f.id = s.flight_id
        join reservation.fares fa on fa.flight_id = s.flight_id and fa.brand = s.brand
        where s.reservation_id = r.id)) as held
    from reservation.reservations r where r.id = ${reservationId}`);
  return (rows[0] as { held: HeldFlights }).held;
}

/**
 * Prices a hold again for these passengers, at the fares and by the rules of the day of the hold. Replaces the price
 * lines and the total.
 *
 * @returns the total in whole won.
 */
export async function repriceHold(
  { tx }: TxContext,
  reservationId: string,
  held: HeldFlights,
  passengers: readonly PricedPassenger[],
): Promise<number> {
  const { lines, total } = priceItinerary({
    segments: held.flights.map((flight) => pricedSegment(flight, flight.adultFare)),
    passengers,
    issueDate: held.issueDate,
    policies: (await salePolicies()).PRICING,
  });
  await tx.execute(sql`delete from reservation.price_lines where reservation_id = ${reservationId}`);
  await tx.execute(sql`
    insert into reservation.price_lines (reservation_id, kind, segment_position, passenger_position, amount)
    select ${reservationId}, l.kind, l."segmentIndex", l."passengerIndex", l.amount
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as l(kind text, "segmentIndex" int, "passengerIndex" int, amount bigint)`);
  await tx.execute(sql`
    update reservation.reservations set total_amount = ${total.amount} where id = ${reservationId}`);
  return total.amount;
}
