import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Cabin, FareBrand } from "@/server/reservation/domain/fare-brand";
import type { PassengerType } from "@/server/reservation/domain/passenger-type";
import { priceItinerary } from "@/server/reservation/domain/pricing";
import { pricedSegment, scopeOf } from "@/server/reservation/hold/hold-facts";
import { airportsOf } from "@/server/reservation/views/airports-view";
import type { FoundFlight, PublicBrandRule } from "@/server/reservation/views/schemas";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { salePolicies } from "./sale-policies";
import { isForSale } from "./sale-window-facts";

export type Party = { adults: number; children: number; infants: number };
export type DirectionQuery = Party & { from: string; to: string; date: string; customerId?: string };

type Row = Omit<FoundFlight, "fares" | "international"> & {
  originCountry: string;
  destinationCountry: string;
  distanceMiles: number;
  fares: { brand: FareBrand; cabin: Cabin; amount: number; left: number }[];
};

/** How many units a result counts at most: beyond that they are simply "enough". */
const COUNTED_UNITS = 9;

/** Own holds count as free: they never make a flight look full to their owner. */
export const freeFor = (customerId: string | undefined) => sql`not u.sold and (u.held_until is null
  or u.held_until < clock_timestamp() or (${customerId ?? null}::uuid is not null and u.held_until < 'infinity'
    and exists (select 1 from reservation.reservations r
      where r.id = u.reservation_id and r.customer_id = ${customerId ?? null}::uuid)))`;

/** Flights whose sale is open from one place to another (an airport or a city) on a local day, cheapest information included. */
export async function searchFlights(query: DirectionQuery): Promise<FoundFlight[]> {
  const policies = await salePolicies();
  const issueDate = koreanDate();
  const { rows } = await database().execute<{ flight: Row }>(sql`
      select jsonb_build_object('flightId', f.id, 'designator', f.designator, 'origin', f.origin,
        'destination', f.destination, 'originZone', f.origin_zone, 'destinationZone', f.destination_zone,
        'departsAt', f.departs_at, 'arrivesAt', f.arrives_at, 'departureDate', f.departure_date,
        'arrivalDate', f.arrival_date, 'aircraftKo', l.name_ko, 'aircraftEn', l.name_en,
        'originCountry', f.origin_country, 'destinationCountry', f.destination_country,
        'distanceMiles', f.distance_miles, 'fares', (
          select jsonb_agg(jsonb_build_object('brand', fa.brand, 'cabin', fa.cabin, 'amount', fa.amount, 'left', (
            select count(*) from (select 1 from reservation.inventory_units u
              where u.flight_id = f.id and u.cabin = fa.cabin and u.unit <= fa.unit_limit
                and ${freeFor(query.customerId)} limit ${COUNTED_UNITS}) free)) order by fa.amount)
          from reservation.fares fa where fa.flight_id = f.id)) as flight
      from reservation.flights f
      join reservation.cabin_layouts l on l.aircraft_type = f.aircraft_type
      where f.origin = any(${airportsOf(query.from)}) and f.destination = any(${airportsOf(query.to)})
        and f.departure_date = ${query.date}
        and ${isForSale(policies.CUTOFFS, issueDate)}
      order by f.departs_at`);
  return rows.map(({ flight }) =>
    toFound(flight, query, (amount) => {
      const segments = [pricedSegment(flight, amount)];
      const price = (passengers: { type: PassengerType }[]) =>
        priceItinerary({ segments, passengers, issueDate, policies: policies.PRICING }).total.amount;
      return { adult: price([{ type: "ADULT" }]), party: price(partyOf(query)) };
    }),
  );
}

function toFound(
  row: Row,
  query: Party,
  price: (amount: number) => { adult: number; party: number },
): FoundFlight {
  const { originCountry, destinationCountry, distanceMiles, fares, ...flight } = row;
  return {
    ...flight,
    international: scopeOf(row) === "INTERNATIONAL",
    fares: fares.map(({ brand, cabin, amount, left }) => {
      const { adult, party } = price(amount);
      return {
        brand,
        cabin,
        adultAmount: adult,
        totalAmount: party,
        left,
        enough: left >= query.adults + query.children,
      };
    }),
  };
}

const partyOf = (p: Party): { type: PassengerType }[] => [
  ...Array.from({ length: p.adults }, () => ({ type: "ADULT" as const })),
  ...Array.from({ length: p.children }, () => ({ type: "CHILD" as const })),
  ...Array.from({ length: p.infants }, () => ({ type: "INFANT" as const })),
];

const koreanDate = () => toLocal(new Date(), KOREA_ZONE).date;

/** What each brand includes today, for the results and the review. */
export async function brandRules(): Promise<readonly PublicBrandRule[]> {
  const today = koreanDate();
  return (await salePolicies()).FARE_BRANDS.filter(
    (r) => r.validFrom <= today && (r.validTo === null || today <= r.validTo),
  ).map(({ changeFeeKrw, ...shown }) => shown);
}
