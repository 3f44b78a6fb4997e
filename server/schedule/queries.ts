import { and, asc, count, desc, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { database } from "@/db/client";
import { aircraftTypes, airports, flightFares, flights, seasonSchedules } from "@/db/schema/schedule";
import type { CabinLayout } from "@/server/shared/cabin-layout";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { proposeFares as propose, unitsOf } from "./fare-rules";
import { flightReference } from "./flight-facts";
import {
  type ListedFlight,
  type ListFlightsInput,
  listFlightsInput,
  type ProposeFaresInput,
  proposeFaresInput,
} from "./schemas";

export { publishedFacts } from "./views/published-flights-view";

/** Every airport on file, Korea first. */
export const listAirports = () =>
  database().select().from(airports).orderBy(sql`${airports.country} <> 'KR'`, asc(airports.code));

/** The fleet's types, each with its seats by cabin. */
export async function listAircraftTypes() {
  const types = await database().select().from(aircraftTypes).orderBy(asc(aircraftTypes.nameEn));
  return types.map(({ layouts, ...type }) => ({ ...type, units: unitsOf(layouts as CabinLayout[]) }));
}

const FLIGHTS_PER_PAGE = 50;
const origin = alias(airports, "origin_airport");
const destination = alias(airports, "destination_airport");

const flightColumns = {
  id: flights.id,
  scheduleId: flights.scheduleId,
  designator: flights.designator,
  origin: flights.origin,
  destination: flights.destination,
  originCityKo: origin.cityKo,
  originCityEn: origin.cityEn,
  destinationCityKo: destination.cityKo,
  destinationCityEn: destination.cityEn,
  originZone: origin.zone,
  destinationZone: destination.zone,
  departureDate: flights.departureDate,
  arrivalDate: flights.arrivalDate,
  departsAt: flights.departsAt,
  arrivesAt: flights.arrivesAt,
  aircraftType: flights.aircraftType,
  status: flights.status,
  cancelReason: flights.cancelReason,
  departed: sql<boolean>`${flights.departsAt} <= clock_timestamp()`,
  version: flights.version,
};

const selectFlights = () =>
  database()
    .select(flightColumns)
    .from(flights)
    .innerJoin(origin, eq(origin.code, flights.origin))
    .innerJoin(destination, eq(destination.code, flights.destination))
    .$dynamic();

/** One page of the flights of some days, in order of departure. Only the airline's staff. */
export async function listFlights(ctx: RequestContext, input: ListFlightsInput) {
  requireAdmin(ctx.actor);
  const wanted = parse(listFlightsInput, input);
  const conditions: (SQL | undefined)[] = [
    gte(flights.departureDate, wanted.from),
    lte(flights.departureDate, wanted.to ?? wanted.from),
    wanted.origin && eq(flights.origin, wanted.origin),
    wanted.destination && eq(flights.destination, wanted.destination),
    wanted.designator && eq(flights.designator, wanted.designator.replaceAll(" ", "").toUpperCase()),
  ].filter((condition) => condition !== undefined && condition !== "");
  const total = await database().$count(flights, and(...conditions));
  const items: ListedFlight[] = await selectFlights()
    .where(and(...conditions))
    .orderBy(asc(flights.departureDate), asc(flights.departsAt), asc(flights.id))
    .limit(FLIGHTS_PER_PAGE)
    .offset((wanted.page - 1) * FLIGHTS_PER_PAGE);
  return { items, total, page: wanted.page, pageSize: FLIGHTS_PER_PAGE };
}

/** One flight with its fares. Only the airline's staff. @throws AppError NOT_FOUND. */
export async function getFlight(ctx: RequestContext, flightId: number) {
  requireAdmin(ctx.actor);
  const [flight] = await selectFlights().where(eq(flights.id, flightId));
  if (!flight) throw new AppError("NOT_FOUND");
  const fares = await database()
    .select({
      brand: flightFares.brand,
      cabin: flightFares.cabin,
      amount: flightFares.amount,
      unitLimit: flightFares.unitLimit,
    })
    .from(flightFares)
    .where(eq(flightFares.flightId, flightId))
    .orderBy(asc(flightFares.amount));
  return { ...flight, fares };
}

/** MA101 comes before MA1009. */
const byNumber = [sql`length(${seasonSchedules.designator})`, asc(seasonSchedules.designator)];

/** Every season schedule with how many flights it put on sale, the newest first. Only the airline's staff. */
export async function listSeasonSchedules(ctx: RequestContext) {
  requireAdmin(ctx.actor);
  return database()
    .select({
      id: seasonSchedules.id,
      designator: seasonSchedules.designator,
      origin: seasonSchedules.origin,
      destination: seasonSchedules.destination,
      periodFrom: seasonSchedules.periodFrom,
      periodTo: seasonSchedules.periodTo,
      days: seasonSchedules.days,
      departureTime: seasonSchedules.departureTime,
      blockMinutes: seasonSchedules.blockMinutes,
      aircraftType: seasonSchedules.aircraftType,
      fares: seasonSchedules.fares,
      createdAt: seasonSchedules.createdAt,
      flights: count(flights.id),
      cancelled: sql<number>`(count(*) filter (where ${flights.status} = 'CANCELLED'))::int`,
    })
    .from(seasonSchedules)
    .leftJoin(flights, eq(flights.scheduleId, seasonSchedules.id))
    .groupBy(seasonSchedules.id)
    .orderBy(desc(seasonSchedules.createdAt), ...byNumber);
}

/** Fares to start from in a form, by distance. Only the airline's staff. @throws AppError INVALID_INPUT. */
export async function proposeFares(ctx: RequestContext, input: ProposeFaresInput) {
  requireAdmin(ctx.actor);
  const reference = await flightReference(parse(proposeFaresInput, input));
  const domestic = reference.origin.country === "KR" && reference.destination.country === "KR";
  const { distanceMiles, blockMinutes, aircraft } = reference;
  return { distanceMiles, blockMinutes, fares: propose({ distanceMiles, domestic }, aircraft.layouts) };
}
