import { and, asc, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { database } from "@/db/client";
import { airports, flights } from "@/db/schema/schedule";
import { storedDesignator } from "@/server/schedule/domain/flight-designator";
import { flightStateAt } from "@/server/schedule/domain/flight-state";
import {
  type FlightStatuses,
  type FlightStatusInput,
  flightStatusInput,
  STATUS_DAYS,
} from "@/server/schedule/schemas";
import { airline } from "@/server/shared/airline";
import { databaseClock, koreanToday } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { SharedAnswers } from "@/server/shared/shared-answers";
import { addDays } from "@/server/shared/time";

/** The most flights of one answer. */
const MAX_FLIGHTS = 200;

// Next bundles pages and routes separately, and all must share one read.
const store = globalThis as typeof globalThis & { msaFlightStatus?: SharedAnswers<FlightStatuses> };
store.msaFlightStatus ??= new SharedAnswers({ maxAgeMs: 2_000, maxEntries: 200 });
const answers = store.msaFlightStatus;

const origin = alias(airports, "status_origin");
const destination = alias(airports, "status_destination");

/**
 * The flights of a day with their states, by time of departure, at most two seconds old. A flight is found by its number,
 * with or without the airline's code, or by its airports. The day is that of the airport of departure.
 *
 * @public What the airline flies is public.
 * @throws AppError INVALID_INPUT: at `date` when the day is too long ago or too far ahead.
 */
export async function flightStatuses(input: FlightStatusInput): Promise<FlightStatuses> {
  const wanted = parse(flightStatusInput, input);
  const today = await koreanToday();
  if (wanted.date < addDays(today, -STATUS_DAYS.back) || wanted.date > addDays(today, STATUS_DAYS.ahead))
    throw new AppError("INVALID_INPUT", { fieldErrors: { date: "statusDay" } });
  if (!("flight" in wanted)) return ask(wanted);
  const designator = storedDesignator(withAirline(wanted.flight));
  if (!designator) throw new AppError("INVALID_INPUT", { fieldErrors: { flight: "flightNumber" } });
  return ask({ date: wanted.date, designator });
}

/**
 * The age of an answer of `flightStatuses` in milliseconds.
 *
 * @public It says nothing about anybody.
 */
export const flightStatusesAgeMs = (answer: FlightStatuses): number => answers.ageMs(answer);

/** People type the number alone, too. */
const withAirline = (text: string) => (/^\s*\d+\s*$/.test(text) ? airline.designator + text.trim() : text);

type Wanted = { date: string } & ({ designator: string } | { origins: string[]; destinations: string[] });

const ask = (wanted: Wanted): Promise<FlightStatuses> =>
  answers.get(JSON.stringify([process.env.DATABASE_URL, wanted]), () => read(wanted));

async function read(wanted: Wanted): Promise<FlightStatuses> {
  const which =
    "designator" in wanted
      ? eq(flights.designator, wanted.designator)
      : and(inArray(flights.origin, wanted.origins), inArray(flights.destination, wanted.destinations));
  const now = await databaseClock();
  const rows = await database()
    .select({ flight: flights, origin, destination })
    .from(flights)
    .innerJoin(origin, eq(origin.code, flights.origin))
    .innerJoin(destination, eq(destination.code, flights.destination))
    .where(and(eq(flights.departureDate, wanted.date), which))
    .orderBy(asc(flights.departsAt), asc(flights.id))
    .limit(MAX_FLIGHTS);
  return { flights: rows.map((row) => statusOf(row, now)) };
}

type Row = {
  flight: typeof flights.$inferSelect;
  origin: typeof airports.$inferSelect;
  destination: typeof airports.$inferSelect;
};

function statusOf({ flight, origin: from, destination: to }: Row, now: Date) {
  const times = {
    departsAt: flight.departsAt.toISOString(),
    arrivesAt: flight.arrivesAt.toISOString(),
    expectedDepartsAt: flight.expectedDepartsAt?.toISOString() ?? null,
    expectedArrivesAt: flight.expectedArrivesAt?.toISOString() ?? null,
  };
  const { designator, departureDate, arrivalDate, status } = flight;
  const { departureTerminal, departureGate, arrivalTerminal, arrivalGate } = flight;
  return {
    ...{ designator, departureDate, arrivalDate, ...times },
    origin: from.code,
    destination: to.code,
    originCityKo: from.cityKo,
    originCityEn: from.cityEn,
    destinationCityKo: to.cityKo,
    destinationCityEn: to.cityEn,
    originZone: from.zone,
    destinationZone: to.zone,
    state: flightStateAt({ status, ...times }, now),
    ...{ departureTerminal, departureGate, arrivalTerminal, arrivalGate },
  };
}
