import { type SQL, sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import type { UnpaidHolds } from "@/server/reservation/domain/hold-caps";
import type { Leg, LegCities } from "@/server/reservation/domain/itinerary";
import type { PricedSegment } from "@/server/reservation/domain/pricing";
import type { Identity } from "@/server/reservation/domain/same-person";
import {
  heldByUnproven,
  holdsFromClient,
  isUnproven,
} from "@/server/reservation/inventory/hold-cap-predicates";
import { liveHold } from "@/server/reservation/inventory/predicates";
import { type TravelConflict, travelConflicts } from "@/server/reservation/passengers/check-travel-conflicts";
import type { FlightLeg } from "@/server/reservation/views/booking-schemas";
import { KOREA_ZONE, type Locale } from "@/server/shared/airline";
import type { Cabin, FareBrand } from "@/server/shared/fare-terms";
import { secondsToNextHold } from "./check-hold-rate";

/** A flight on sale with the fare of one brand. */
export type Offer = Omit<FlightLeg, "arrivalDate"> & {
  flightId: number;
  originCountry: string;
  destinationCountry: string;
  /** The airports of one city have one code, as in a search (views/airports-view.ts). */
  originCityCode: string;
  destinationCityCode: string;
  distanceMiles: number;
  status: "ON_SALE" | "CANCELLED";
  brand: FareBrand;
  cabin: Cabin;
  amount: number;
  unitLimit: number;
};

type Wanted = { flightId: number; brand: string };

/** The facts that decide on a hold, read in one statement. */
export type HoldFacts = {
  /** The hold that the same idempotency key was answered with. */
  earlier: { id: string; version: number; locator: string; paymentDeadline: string } | null;
  /** The customer's live holds. */
  ownHolds: {
    id: string;
    version: number;
    locator: string;
    paymentDeadline: string;
    adults: number;
    children: number;
    infants: number;
    locale: Locale;
    unproven: boolean;
    emailKey: string | null;
    phoneKey: string | null;
    segments: (Wanted & { cabin: Cabin })[];
  }[];
  holdsFromClient: number;
  /** Units held by customers without a paid reservation; null when this customer has one. */
  unproven: UnpaidHolds["unproven"];
  /** Other reservations of the customer that carry the named people at the time, `ownHolds` included. */
  conflicts: TravelConflict[];
  /** Null when the customer may hold again at once. */
  secondsToNextHold: number | null;
  now: string;
  /** The Korean date of `now`: fares and charges are those of the day of issue. */
  issueDate: string;
  offers: Offer[];
};

/** What the facts are read for. `maxPerHour`, `units` and `sharePercent` belong to the caps (domain/hold-caps.ts). */
export type HoldQuery = {
  customerId: string;
  clientKey: string;
  emailKey: string;
  phoneKey: string | null;
  idempotencyKey: string;
  wanted: Wanted[];
  people: readonly Identity[];
  maxPerHour: number;
  units: number;
  sharePercent: number;
};

/** Reads all facts about a wanted hold. */
export async function holdFacts(db: Database | Tx, of: HoldQuery): Promise<HoldFacts> {
  // The number stands in the text: PostgreSQL else expects 100 flights, for which it would plan the statement each time anew.
  const wanted = sql`(select * from jsonb_to_recordset(${JSON.stringify(of.wanted.map((w, n) => ({ ...w, n })))}::jsonb)
    as x("flightId" int, brand text, n int) limit ${sql.raw(String(of.wanted.length))}) w`;
  const cabins = sql`(select fa.flight_id, fa.cabin from ${wanted}
    join reservation.fares fa on fa.flight_id = w."flightId" and fa.brand = w.brand order by w.n) c`;
  const { rows } = await db.execute<{ facts: HoldFacts }>(sql`
    select jsonb_build_object(
      'now', clock_timestamp(),
      'issueDate', (clock_timestamp() at time zone ${KOREA_ZONE})::date,
      'earlier', ${earlierAnswer(of)},
      'ownHolds', ${ownHolds(of.customerId)},
      'holdsFromClient', ${holdsFromClient(of.clientKey)},
      'unproven', case when ${isUnproven(of.customerId)} then ${heldByUnproven(of, cabins)} end,
      'conflicts', ${travelConflicts({ ...of, flightIds: of.wanted.map((w) => w.flightId) })},
      'secondsToNextHold', ${secondsToNextHold(of.customerId, of.maxPerHour)},
      'offers', coalesce((select jsonb_agg(${offerJson} order by w.n)
        from ${wanted}
        join reservation.flights f on f.id = w."flightId"
        join reservation.fares fa on fa.flight_id = f.id and fa.brand = w.brand
        join reservation.airports o on o.code = f.origin
        join reservation.airports d on d.code = f.destination), '[]')
    ) as facts`);
  return (rows[0] as { facts: HoldFacts }).facts;
}

const answerJson = sql.raw(`jsonb_build_object('id', r.id, 'version', r.version, 'locator', r.locator,
  'paymentDeadline', r.payment_deadline) from reservation.reservations r`);

/** `HoldFacts.earlier` as jsonb. */
export const earlierAnswer = (of: Key): SQL => sql`
  coalesce((select ${answerJson}
      where r.customer_id = ${of.customerId} and r.idempotency_key = ${of.idempotencyKey}),
    (select ${answerJson} join reservation.hold_keys k on k.reservation_id = r.id
      where k.customer_id = ${of.customerId} and k.idempotency_key = ${of.idempotencyKey}))`;

/** `HoldFacts.ownHolds` as jsonb. */
export const ownHolds = (customerId: string): SQL => sql`
  coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'version', r.version, 'locator', r.locator,
      'paymentDeadline', r.payment_deadline, 'adults', r.adults, 'children', r.children, 'infants', r.infants,
      'locale', r.locale, 'unproven', r.unproven, 'emailKey', r.email_key, 'phoneKey', r.phone_key, 'segments',
      (select jsonb_agg(jsonb_build_object('flightId', s.flight_id, 'brand', s.brand, 'cabin', s.cabin)
         order by s.position)
       from reservation.segments s where s.reservation_id = r.id)))
    from reservation.reservations r
    where r.customer_id = ${customerId} and ${liveHold}), '[]')`;

type Key = Pick<HoldQuery, "customerId" | "idempotencyKey">;

/** Reads the hold that an idempotency key was answered with. */
export async function earlierHold(db: Database | Tx, key: Key): Promise<HoldFacts["earlier"]> {
  const { rows } = await db.execute<Pick<HoldFacts, "earlier">>(sql`select ${earlierAnswer(key)} as earlier`);
  return rows[0]?.earlier ?? null;
}

/** An `Offer` as jsonb, of flight `f`, fare `fa` and the airports `o` and `d`. */
export const offerJson = sql`jsonb_build_object(
  'flightId', f.id, 'designator', f.designator, 'origin', f.origin, 'destination', f.destination,
  'originCityKo', o.city_ko, 'originCityEn', o.city_en, 'destinationCityKo', d.city_ko,
  'destinationCityEn', d.city_en, 'originZone', f.origin_zone, 'destinationZone', f.destination_zone,
  'originCityCode', coalesce(o.city_code, o.code), 'destinationCityCode', coalesce(d.city_code, d.code),
  'originCountry', f.origin_country, 'destinationCountry', f.destination_country,
  'departureDate', f.departure_date, 'departsAt', f.departs_at, 'arrivesAt', f.arrives_at,
  'distanceMiles', f.distance_miles, 'status', f.status,
  'brand', fa.brand, 'cabin', fa.cabin, 'amount', fa.amount, 'unitLimit', fa.unit_limit)`;

/** Builds the part of a flight that pricing asks for. */
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

/** Builds the part of a flight that the rules of an itinerary ask for. */
export const legOf = (offer: Offer): Leg & LegCities => ({
  ...offer,
  scope: scopeOf(offer),
  originCity: offer.originCityCode,
  destinationCity: offer.destinationCityCode,
});
