import { and, asc, eq, gte, lte, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { database } from "@/db/client";
import { airports, flightFares, flights } from "@/db/schema/schedule";
import { storedDesignator } from "@/server/schedule/domain/flight-designator";
import {
  type FlightPage,
  type FlightView,
  type ListFlightsInput,
  listFlightsInput,
} from "@/server/schedule/schemas";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";

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

/**
 * One page of the flights of some days, in order of departure. Only for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listFlights(ctx: RequestContext, input: ListFlightsInput): Promise<FlightPage> {
  requirePermission(ctx.actor, "schedule.read");
  const wanted = parse(listFlightsInput, input);
  const condition = and(
    gte(flights.departureDate, wanted.from),
    lte(flights.departureDate, wanted.to ?? wanted.from),
    wanted.origin ? eq(flights.origin, wanted.origin) : undefined,
    wanted.destination ? eq(flights.destination, wanted.destination) : undefined,
    // A text that is no designator is the designator of no flight.
    wanted.designator
      ? eq(flights.designator, storedDesignator(wanted.designator) ?? wanted.designator)
      : undefined,
  );
  const total = await database().$count(flights, condition);
  const items = await selectFlights()
    .where(condition)
    .orderBy(asc(flights.departureDate), asc(flights.departsAt), asc(flights.id))
    .limit(FLIGHTS_PER_PAGE)
    .offset((wanted.page - 1) * FLIGHTS_PER_PAGE);
  return { items, total, page: wanted.page, pageSize: FLIGHTS_PER_PAGE };
}

/** One flight with its fares. Only for staff. @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND. */
export async function getFlight(ctx: RequestContext, flightId: number): Promise<FlightView> {
  requirePermission(ctx.actor, "schedule.read");
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
