import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import { partyTypes, unitsNeeded } from "@/server/reservation/domain/passenger-type";
import { inForce } from "@/server/reservation/domain/policy-rows";
import { priceItinerary } from "@/server/reservation/domain/pricing";
import { pricedSegment } from "@/server/reservation/hold/hold-facts";
import { freeUnitFor, unitOfFare } from "@/server/reservation/inventory/predicates";
import { airportsOf } from "@/server/reservation/views/airports-view";
import type { FoundFlight, PublicBrandRule } from "@/server/reservation/views/offer-schemas";
import { requireAdmission, type ShoppedFlight } from "@/server/shared/admission";
import type { RequestContext } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import type { Cabin, FareBrand, PassengerType } from "@/server/shared/fare-terms";
import { salePolicies } from "./sale-policies";
import { isForSale } from "./sale-window-facts";

export type Party = { adults: number; children: number; infants: number };
export type DirectionQuery = Party & { from: string; to: string; date: string; customerId?: string };

/** Somebody of whom nothing is known: nobody admitted them. */
const nobody: RequestContext = { actor: { kind: "ANONYMOUS", address: "unknown" } };

/** The routes of a search with its day, whether or not they are flown. */
async function flightsBetween({
  from,
  to,
  date: departureDate,
}: Pick<DirectionQuery, "from" | "to" | "date">): Promise<ShoppedFlight[]> {
  const { rows } = await database().execute<{ origin: string; destination: string }>(sql`
    select o as origin, d as destination from unnest(${airportsOf(from)}) o cross join unnest(${airportsOf(to)}) d`);
  return rows.map((route) => ({ ...route, departureDate }));
}

type Row = Omit<FoundFlight, "fares" | "international"> & {
  originCountry: string;
  destinationCountry: string;
  distanceMiles: number;
  fares: { brand: FareBrand; cabin: Cabin; amount: number; left: number }[];
};

/** The largest number of free units that a result shows. */
const COUNTED_UNITS = 9;

/**
 * The flights on sale from one place (an airport or a city) to another on a local day, by time of departure, with
 * prices for the party.
 *
 * @public What is on sale is public. `customerId` only counts that customer's own holds as free.
 * @param ctx who searches: while a sale event guards one of the routes, only its admitted shoppers may.
 * @throws AppError WAITING_ROOM.
 */
export async function searchFlights(
  query: DirectionQuery,
  ctx: RequestContext = nobody,
): Promise<FoundFlight[]> {
  await requireAdmissionToSearch(ctx, query);
  return flightsOnSale(query);
}

/** @throws AppError WAITING_ROOM while a sale event guards one of the routes and has not admitted `ctx`. */
export const requireAdmissionToSearch = (
  ctx: RequestContext | undefined,
  query: Pick<DirectionQuery, "from" | "to" | "date">,
): Promise<void> => requireAdmission(ctx ?? nobody, () => flightsBetween(query));

/** What `searchFlights` finds. The caller has asked whether the searcher was admitted. */
export async function flightsOnSale(query: DirectionQuery): Promise<FoundFlight[]> {
  const policies = await salePolicies();
  const issueDate = await koreanToday();
  const { rows } = await database().execute<{ flight: Row }>(sql`
      select jsonb_build_object('flightId', f.id, 'designator', f.designator, 'origin', f.origin,
        'destination', f.destination, 'originZone', f.origin_zone, 'destinationZone', f.destination_zone,
        'departsAt', f.departs_at, 'arrivesAt', f.arrives_at, 'departureDate', f.departure_date,
        'arrivalDate', f.arrival_date, 'aircraftKo', l.name_ko, 'aircraftEn', l.name_en,
        'originCountry', f.origin_country, 'destinationCountry', f.destination_country,
        'distanceMiles', f.distance_miles, 'fares', (
          select jsonb_agg(jsonb_build_object('brand', fa.brand, 'cabin', fa.cabin, 'amount', fa.amount, 'left', (
            select count(*) from (select 1 from reservation.inventory_units u
              where ${unitOfFare} and ${freeUnitFor(query.customerId ?? null)} limit ${COUNTED_UNITS}) free))
            order by fa.amount)
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
      return { adult: price([{ type: "ADULT" }]), party: price(partyTypes(query).map((type) => ({ type }))) };
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
        enough: left >= unitsNeeded(query),
      };
    }),
  };
}

/**
 * The rule of each brand today.
 *
 * @public The rules of sale are public.
 */
export async function brandRules(): Promise<readonly PublicBrandRule[]> {
  const { FARE_BRANDS } = await salePolicies();
  return inForce(FARE_BRANDS, await koreanToday());
}
