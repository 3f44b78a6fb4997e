import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import type { Cabin, FareBrand, FlightScope } from "./domain/fare-brand";
import type { PricedSegment } from "./domain/pricing";
import { secondsToNextHold } from "./hold-rate";
import type { FlightLeg } from "./views/shapes";

/** One flight as it is sold, with the fare of one brand. */
export type Offer = Omit<FlightLeg, "arrivalDate"> & {
  flightId: number;
  originCountry: string;
  destinationCountry: string;
  distanceMiles: number;
  status: "ON_SALE" | "CANCELLED";
  departed: boolean;
  brand: FareBrand;
  cabin: Cabin;
  amount: number;
  unitLimit: number;
};

type Wanted = { flightId: number; brand: string };

/** What is needed to decide on a hold, read in one statement. */
export type HoldFacts = {
  earlier: { id: string; locator: string; paymentDeadline: string } | null;
  ownHolds: {
    id: string;
    locator: string;
    paymentDeadline: string;
    adults: number;
    children: number;
    infants: number;
    segments: Wanted[];
  }[];
  holdsFromClient: number;
  /** Null: at once. */
  secondsToNextHold: number | null;
  now: string;
  /** The Korean date of `now`: fares and charges are those of the day of issue. */
  issueDate: string;
  offers: Offer[];
};

/** Reads the offers wanted, the customer's own holds, and the answer given earlier for the same key. */
export async function holdFacts(
  db: Database | Tx,
  of: { customerId: string; clientKey: string; idempotencyKey: string; wanted: Wanted[] },
): Promise<HoldFacts> {
  const { rows } = await db.execute<{ facts: HoldFacts }>(sql`
    select jsonb_build_object(
      'now', clock_timestamp(),
      'issueDate', (clock_timestamp() at time zone 'Asia/Seoul')::date,
      'earlier', (select jsonb_build_object('id', id, 'locator', locator, 'paymentDeadline', payment_deadline)
        from reservation.reservations
        where customer_id = ${of.customerId} and idempotency_key = ${of.idempotencyKey}),
      'ownHolds', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'locator', r.locator, 'paymentDeadline', r.payment_deadline,
          'adults', r.adults, 'children', r.children, 'infants', r.infants, 'segments',
          (select jsonb_agg(jsonb_build_object('flightId', s.flight_id, 'brand', s.brand) order by s.position)
           from reservation.segments s where s.reservation_id = r.id)))
        from reservation.reservations r
        where r.customer_id = ${of.customerId} and r.status = 'HELD'
          and r.payment_deadline > clock_timestamp()), '[]'),
      'holdsFromClient', (select count(*) from reservation.reservations
        where client_key = ${of.clientKey} and status = 'HELD' and payment_deadline > clock_timestamp()),
      'secondsToNextHold', ${secondsToNextHold(of.customerId)},
      'offers', coalesce((select jsonb_agg(${offerJson} order by w.n)
        from jsonb_to_recordset(${JSON.stringify(of.wanted.map((w, n) => ({ ...w, n })))}::jsonb)
          as w("flightId" int, brand text, n int)
        join reservation.flights f on f.id = w."flightId"
        join reservation.fares fa on fa.flight_id = f.id and fa.brand = w.brand
        join reservation.airports o on o.code = f.origin
        join reservation.airports d on d.code = f.destination), '[]')
    ) as facts`);
  return (rows[0] as { facts: HoldFacts }).facts;
}

const offerJson = sql`jsonb_build_object(
  'flightId', f.id, 'designator', f.designator, 'origin', f.origin, 'destination', f.destination,
  'originCityKo', o.city_ko, 'originCityEn', o.city_en, 'destinationCityKo', d.city_ko,
  'destinationCityEn', d.city_en, 'originZone', f.origin_zone, 'destinationZone', f.destination_zone,
  'originCountry', f.origin_country, 'destinationCountry', f.destination_country,
  'departureDate', f.departure_date, 'departsAt', f.departs_at, 'arrivesAt', f.arrives_at,
  'distanceMiles', f.distance_miles, 'status', f.status, 'departed', f.departs_at <= clock_timestamp(),
  'brand', fa.brand, 'cabin', fa.cabin, 'amount', fa.amount, 'unitLimit', fa.unit_limit)`;

/** Domestic when both ends lie in Korea. */
export const scopeOf = (f: { originCountry: string; destinationCountry: string }): FlightScope =>
  f.originCountry === "KR" && f.destinationCountry === "KR" ? "DOMESTIC" : "INTERNATIONAL";

export const pricedSegment = (
  f: Pick<Offer, "origin" | "originCountry" | "destinationCountry" | "distanceMiles" | "departureDate">,
  adultFareKrw: number,
): PricedSegment => ({
  origin: f.origin,
  originCountry: f.originCountry,
  scope: scopeOf(f),
  distanceMiles: f.distanceMiles,
  departureDate: f.departureDate,
  adultFareKrw,
});
