import { and, asc, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { database } from "@/db/client";
import { airports, flightFares, flights } from "@/db/schema/schedule";
import { storedDesignator } from "@/server/schedule/domain/flight-designator";
import {
  type FlightView,
  type ListedFlight,
  type ListFlightsInput,
  listFlightsInput,
} from "@/server/schedule/schemas";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { keysetPage, keyText, type ListOrder, type ListPage } from "@/server/shared/keyset";
import { parse } from "@/server/shared/parse";

const FLIGHTS_PER_PAGE = 50;
const origin = alias(airports, "origin_airport");
const destination = alias(airports, "destination_airport");

const departed = sql<boolean>`(${flights.departsAt} <= clock_timestamp())`;

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
  departed,
  version: flights.version,
};

/** What is known of a flight on its day. */
const operationColumns = {
  expectedDepartsAt: flights.expectedDepartsAt,
  expectedArrivesAt: flights.expectedArrivesAt,
  departureTerminal: flights.departureTerminal,
  departureGate: flights.departureGate,
  arrivalTerminal: flights.arrivalTerminal,
  arrivalGate: flights.arrivalGate,
};

const selectFlights = <C extends Record<string, SQL | AnyPgColumn>>(more: C) =>
  database()
    .select({ ...flightColumns, ...more })
    .from(flights)
    .innerJoin(origin, eq(origin.code, flights.origin))
    .innerJoin(destination, eq(destination.code, flights.destination))
    .$dynamic();

/**
 * One page of the flights of some days, sorted by a column. Only for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listFlights(
  ctx: RequestContext,
  input: ListFlightsInput,
  limit = FLIGHTS_PER_PAGE,
): Promise<ListPage<ListedFlight>> {
  requirePermission(ctx.actor, "schedule.read");
  const wanted = parse(listFlightsInput, input);
  const order = orderOf(wanted);
  const condition = conditionOf(wanted);
  return keysetPage(order, wanted.cursor, limit, (slice) =>
    selectFlights({ at: keyText(order) })
      .where(and(condition, slice.where))
      .orderBy(slice.orderBy)
      .limit(slice.limit),
  );
}

/** The number of flights that a list has on all its pages. @throws AppError as `listFlights` does. */
export async function countFlights(ctx: RequestContext, input: ListFlightsInput): Promise<number> {
  requirePermission(ctx.actor, "schedule.read");
  return database().$count(flights, conditionOf(parse(listFlightsInput, input)));
}

type Wanted = z.output<typeof listFlightsInput>;

const conditionOf = ({ from, to, origin, destination, designator, state }: Wanted) =>
  and(
    gte(flights.departureDate, from),
    lte(flights.departureDate, to ?? from),
    origin ? eq(flights.origin, origin) : undefined,
    destination ? eq(flights.destination, destination) : undefined,
    // A text that is no designator is the designator of no flight.
    designator ? eq(flights.designator, storedDesignator(designator) ?? designator) : undefined,
    state && (state === "CANCELLED" ? eq(flights.status, state) : eq(flights.status, "ON_SALE")),
    state && state !== "CANCELLED" ? eq(departed, state === "DEPARTED") : undefined,
  );

/** Departures are listed on the clock of their airport. Numbers are sorted as numbers: MA9 is before MA10. */
const keys: Record<Wanted["sort"], ListOrder["key"]> = {
  departure: {
    value: sql`to_char(${flights.departsAt} at time zone ${origin.zone}, 'YYYY-MM-DD HH24:MI')`,
    type: "text",
  },
  flight: {
    value: sql`lpad(regexp_replace(${flights.designator}, '^..', ''), 6, '0') || ${flights.departureDate}`,
    type: "text",
  },
  route: {
    value: sql`${flights.origin} || ${flights.destination} || ${flights.departureDate}`,
    type: "text",
  },
  status: { value: sql`${flights.status} || ${departed}::text || ${flights.departureDate}`, type: "text" },
};

const orderOf = ({ sort, descending }: Wanted): ListOrder => ({
  sort,
  descending,
  key: keys[sort],
  id: { value: sql`${flights.id}`, type: "bigint" },
});

/** One flight with its fares. Only for staff. @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND. */
export async function getFlight(ctx: RequestContext, flightId: number): Promise<FlightView> {
  requirePermission(ctx.actor, "schedule.read");
  const [flight] = await selectFlights(operationColumns).where(eq(flights.id, flightId));
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
