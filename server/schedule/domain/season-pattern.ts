import {
  addDays,
  addMinutes,
  arrivalDayOffset,
  daysBetween,
  eachDay,
  type IsoInstant,
  isClockChangeDay,
  isLocalDate,
  isLocalTime,
  isoWeekday,
  isZone,
  type LocalDate,
  type LocalTime,
  minutesBetween,
  SCHEDULE_CLOCK_POLICY,
  toInstant,
  toLocal,
  type WallTimeKind,
  wallTimeKind,
} from "@/server/shared/time";
import { parseFlightDesignator } from "./flight-designator";

/**
 * One flight number on certain weekdays of a period, in local times. The duration is given in block minutes (a clock
 * change then moves the arrival time) or by the local arrival time (a clock change then changes the duration). When both
 * are given, block minutes count.
 */
export interface SeasonPattern {
  readonly designator: string;
  readonly origin: string;
  readonly destination: string;
  readonly originZone: string;
  readonly destinationZone: string;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  /** ISO weekdays of the local departure date, 1 = Monday. */
  readonly days: readonly number[];
  readonly departureTime: LocalTime;
  readonly blockMinutes?: number;
  readonly arrivalTime?: LocalTime;
  readonly aircraftType: string;
}

/** One flight of a pattern. Local dates and times are derived from the instants, in the zones of the airports. */
export interface DatedFlight {
  readonly serviceDate: LocalDate;
  readonly departsAt: IsoInstant;
  readonly arrivesAt: IsoInstant;
  readonly departureDate: LocalDate;
  readonly departureTime: LocalTime;
  readonly arrivalDate: LocalDate;
  readonly arrivalTime: LocalTime;
  readonly arrivalDayOffset: number;
  readonly blockMinutes: number;
  /** Clocks change on this day at the origin or the destination: staff should check the times. */
  readonly clockChange: boolean;
  /** `gap`: the time does not exist on that day and was moved forward. `overlap`: the first of two was taken. */
  readonly departureTimeKind: WallTimeKind;
}

export type PatternProblemCode =
  | "DESIGNATOR_INVALID"
  | "SAME_AIRPORT"
  | "ZONE_UNKNOWN"
  | "PERIOD_INVALID"
  | "PERIOD_TOO_LONG"
  | "DAYS_INVALID"
  | "TIME_INVALID"
  | "ARRIVAL_NOT_AFTER_DEPARTURE"
  | "AIRCRAFT_UNKNOWN"
  | "NO_FLIGHT_IN_PERIOD";

export interface PatternProblem {
  readonly code: PatternProblemCode;
  readonly field: keyof SeasonPattern;
}

const MAX_PERIOD_DAYS = 366;
/** The longest scheduled flight takes less than 19 hours. A longer time means an arrival before the departure. */
const MAX_BLOCK_MINUTES = 20 * 60;

/** Returns the problems that keep a pattern from being published, each with its field. */
export function checkPattern(pattern: SeasonPattern, knownAircraft: readonly string[]): PatternProblem[] {
  const problems = [...checkFlight(pattern, knownAircraft), ...checkPeriod(pattern), ...checkTimes(pattern)];
  if (problems.length > 0) return problems;
  const flights = datedFlights(pattern);
  if (flights.length === 0) return [{ code: "NO_FLIGHT_IN_PERIOD", field: "days" }];
  const arrivesInTime = flights.every(
    (flight) => flight.blockMinutes > 0 && flight.blockMinutes <= MAX_BLOCK_MINUTES,
  );
  const field = pattern.blockMinutes === undefined ? "arrivalTime" : "blockMinutes";
  return arrivesInTime ? [] : [{ code: "ARRIVAL_NOT_AFTER_DEPARTURE", field }];
}

function checkFlight(pattern: SeasonPattern, knownAircraft: readonly string[]): PatternProblem[] {
  const problems: PatternProblem[] = [];
  if (!parseFlightDesignator(pattern.designator)) {
    problems.push({ code: "DESIGNATOR_INVALID", field: "designator" });
  }
  if (pattern.origin === pattern.destination) problems.push({ code: "SAME_AIRPORT", field: "destination" });
  for (const field of ["originZone", "destinationZone"] as const) {
    if (!isZone(pattern[field])) problems.push({ code: "ZONE_UNKNOWN", field });
  }
  if (!knownAircraft.includes(pattern.aircraftType)) {
    problems.push({ code: "AIRCRAFT_UNKNOWN", field: "aircraftType" });
  }
  return problems;
}

function checkPeriod({ periodFrom, periodTo, days }: SeasonPattern): PatternProblem[] {
  const problems: PatternProblem[] = [];
  if (!isLocalDate(periodFrom)) problems.push({ code: "PERIOD_INVALID", field: "periodFrom" });
  else if (!isLocalDate(periodTo) || periodTo < periodFrom) {
    problems.push({ code: "PERIOD_INVALID", field: "periodTo" });
  } else if (daysBetween(periodFrom, periodTo) >= MAX_PERIOD_DAYS) {
    problems.push({ code: "PERIOD_TOO_LONG", field: "periodTo" });
  }
  const weekdays = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  if (days.length === 0 || !weekdays) problems.push({ code: "DAYS_INVALID", field: "days" });
  return problems;
}

function checkTimes({ departureTime, arrivalTime, blockMinutes }: SeasonPattern): PatternProblem[] {
  const problems: PatternProblem[] = [];
  if (!isLocalTime(departureTime)) problems.push({ code: "TIME_INVALID", field: "departureTime" });
  if (blockMinutes !== undefined) {
    if (!Number.isInteger(blockMinutes)) problems.push({ code: "TIME_INVALID", field: "blockMinutes" });
  } else if (arrivalTime === undefined || !isLocalTime(arrivalTime)) {
    problems.push({ code: "TIME_INVALID", field: "arrivalTime" });
  }
  return problems;
}

/**
 * Returns the flights of a pattern that {@link checkPattern} accepts, in order of date.
 *
 * @throws RangeError for a malformed date, time or zone.
 */
export function datedFlights(pattern: SeasonPattern): DatedFlight[] {
  const weekdays = new Set(pattern.days);
  return eachDay(pattern.periodFrom, pattern.periodTo)
    .filter((date) => weekdays.has(isoWeekday(date)))
    .map((date) => datedFlight(pattern, date));
}

function datedFlight(pattern: SeasonPattern, serviceDate: LocalDate): DatedFlight {
  const { originZone, destinationZone } = pattern;
  const departsAt = toInstant(serviceDate, pattern.departureTime, originZone, SCHEDULE_CLOCK_POLICY);
  const arrivesAt = arrivalOf(pattern, departsAt);
  const departure = toLocal(departsAt, originZone);
  const arrival = toLocal(arrivesAt, destinationZone);
  return {
    serviceDate,
    departsAt,
    arrivesAt,
    departureDate: departure.date,
    departureTime: departure.time,
    arrivalDate: arrival.date,
    arrivalTime: arrival.time,
    arrivalDayOffset: arrivalDayOffset(departsAt, originZone, arrivesAt, destinationZone),
    blockMinutes: minutesBetween(departsAt, arrivesAt),
    clockChange:
      isClockChangeDay(departure.date, originZone) || isClockChangeDay(arrival.date, destinationZone),
    departureTimeKind: wallTimeKind(serviceDate, pattern.departureTime, originZone),
  };
}

/** A local arrival time means the first such time after the departure: staff do not enter the day. */
function arrivalOf(pattern: SeasonPattern, departsAt: IsoInstant): IsoInstant {
  const { arrivalTime, blockMinutes, destinationZone } = pattern;
  if (blockMinutes !== undefined) return addMinutes(departsAt, blockMinutes);
  if (arrivalTime === undefined) throw new RangeError("A pattern needs block minutes or an arrival time");
  const localDeparture = toLocal(departsAt, destinationZone).date;
  const onDay = (offset: number) =>
    toInstant(addDays(localDeparture, offset), arrivalTime, destinationZone, SCHEDULE_CLOCK_POLICY);
  return onDay(0) > departsAt ? onDay(0) : onDay(1);
}
