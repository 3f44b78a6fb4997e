import { airline } from "@/server/shared/airline";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import { toLocal } from "@/server/shared/time";
import { formatFlightDesignator, parseFlightDesignator } from "./domain/flight-designator";
import { endsBeyondHorizon } from "./domain/plausibility";
import {
  checkPattern,
  type DatedFlight,
  datedFlights,
  type PatternProblemCode,
  type SeasonPattern,
} from "./domain/season-pattern";
import type { FlightFacts } from "./flight-facts";

const messageKeys: Record<PatternProblemCode, string> = {
  DESIGNATOR_INVALID: "designatorInvalid",
  SAME_AIRPORT: "sameAirport",
  ZONE_UNKNOWN: "airportUnknown",
  PERIOD_INVALID: "periodInvalid",
  PERIOD_TOO_LONG: "periodTooLong",
  DAYS_INVALID: "daysInvalid",
  TIME_INVALID: "timeInvalid",
  ARRIVAL_NOT_AFTER_DEPARTURE: "arrivalNotAfterDeparture",
  AIRCRAFT_UNKNOWN: "aircraftUnknown",
  NO_FLIGHT_IN_PERIOD: "noFlightInPeriod",
};

type Pattern = Omit<SeasonPattern, "originZone" | "destinationZone">;

/**
 * Returns the dated flights of a pattern, all of which depart after `now`. `fields` has the form's name for a field of
 * the pattern, where they differ.
 *
 * @throws AppError INVALID_INPUT with a message key per field.
 */
export function plannedFlights(
  pattern: Pattern,
  facts: FlightFacts,
  now: Date,
  fields: Partial<Record<keyof SeasonPattern, string>> = {},
): DatedFlight[] {
  const zoned = {
    ...pattern,
    originZone: facts.origin.zone,
    destinationZone: facts.destination.zone,
  };
  const beyond = endsBeyondHorizon(pattern, toLocal(now, facts.origin.zone).date);
  if (beyond.length > 0) {
    const fieldErrors = Object.fromEntries(beyond.map((end) => [fields[end] ?? end, "tooFarAhead"]));
    throw new AppError("INVALID_INPUT", { fieldErrors });
  }
  const problems = checkPattern(zoned, [facts.aircraft.code]);
  const fieldErrors: FieldErrors = Object.fromEntries(
    problems.map(({ code, field }) => [fields[field] ?? field, messageKeys[code]]),
  );
  if (problems.length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
  const flights = datedFlights(zoned);
  if (flights.some((flight) => flight.departsAt <= now.toISOString())) {
    throw new AppError("INVALID_INPUT", {
      fieldErrors: { [fields.periodFrom ?? "periodFrom"]: "inThePast" },
    });
  }
  return flights;
}

/** Returns a designator of this airline as it is stored. @throws AppError INVALID_INPUT at `designator`. */
export function ownDesignator(text: string): string {
  const parsed = parseFlightDesignator(text);
  if (parsed?.airline !== airline.designator) {
    throw new AppError("INVALID_INPUT", { fieldErrors: { designator: "designatorInvalid" } });
  }
  return formatFlightDesignator(parsed);
}
