import { airline } from "@/server/shared/airline";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import { toLocal } from "@/server/shared/time";
import { formatFlightDesignator, parseFlightDesignator } from "./domain/flight-designator";
import { beyondHorizon } from "./domain/plausibility";
import {
  checkPattern,
  type DatedFlight,
  datedFlights,
  type PatternProblemCode,
  type SeasonPattern,
} from "./domain/season-pattern";
import type { FlightReference } from "./flight-facts";

const keys: Record<PatternProblemCode, string> = {
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
 * The dated flights of a pattern, all of them yet to leave at `now`. `fields` renames a pattern's field
 * to that of the form.
 *
 * @throws AppError INVALID_INPUT with an entry per field.
 */
export function plannedFlights(
  pattern: Pattern,
  reference: FlightReference,
  now: Date,
  fields: Partial<Record<keyof SeasonPattern, string>> = {},
): DatedFlight[] {
  const zoned = {
    ...pattern,
    originZone: reference.origin.zone,
    destinationZone: reference.destination.zone,
  };
  const beyond = beyondHorizon(pattern, toLocal(now, reference.origin.zone).date);
  if (beyond.length > 0) {
    const fieldErrors = Object.fromEntries(beyond.map((end) => [fields[end] ?? end, "tooFarAhead"]));
    throw new AppError("INVALID_INPUT", { fieldErrors });
  }
  const problems = checkPattern(zoned, [reference.aircraft.code]);
  const fieldErrors: FieldErrors = Object.fromEntries(
    problems.map(({ code, field }) => [fields[field] ?? field, keys[code]]),
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

/** A designator of this airline as it is stored. @throws AppError INVALID_INPUT at `designator`. */
export function ownDesignator(text: string): string {
  const parsed = parseFlightDesignator(text);
  if (parsed?.airline !== airline.designator) {
    throw new AppError("INVALID_INPUT", { fieldErrors: { designator: "designatorInvalid" } });
  }
  return formatFlightDesignator(parsed);
}
