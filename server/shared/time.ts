import { Temporal } from "temporal-polyfill";
import { zoneDay } from "./zone-days";

/** A calendar day at a place, `YYYY-MM-DD`. */
export type LocalDate = string;
/** A wall-clock time of day, `HH:MM`. */
export type LocalTime = string;
/** A point in time in the form of `Date.prototype.toISOString`, so that strings can be compared. */
export type IsoInstant = string;

/**
 * The meaning of a wall time on the day of a clock change. An overlap is a time that occurs twice (New York 01:30 on
 * 2026-11-01); a gap is a time that never occurs (02:30 on 2026-03-08). `earlier` and `later` choose the instant. In a
 * gap, `earlier` reads the time with the offset after the change, and `later` with the offset before it.
 */
export interface ClockChangePolicy {
  readonly overlap: "earlier" | "later";
  readonly gap: "earlier" | "later";
}

/** The first of two instants; out of a gap the later one, so that no flight leaves before its published time. */
export const SCHEDULE_CLOCK_POLICY: ClockChangePolicy = { overlap: "earlier", gap: "later" };

/** Whether a wall time occurs once, never (gap) or twice (overlap) on a day in a zone. */
export type WallTimeKind = "once" | "gap" | "overlap";

export { KOREA_ZONE } from "./airline";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether the text is a real calendar day written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  try {
    return dateOfDay(dayNumber(text)) === text;
  } catch {
    return false;
  }
}

/** Whether the text is a wall time written `HH:MM`, 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return timePattern.test(text);
}

/** Whether the runtime knows the IANA zone. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** The slow calculation, for days of a clock change. */
function readings(date: LocalDate, time: LocalTime, zone: string) {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
  const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(zone, { disambiguation: "later" });
  const once = earlier.epochMilliseconds === later.epochMilliseconds;
  const kind: WallTimeKind = once ? "once" : earlier.toPlainDateTime().equals(wall) ? "overlap" : "gap";
  return { earlier, later, kind };
}

/** Tells an ordinary wall time from one that a clock change skips or repeats. */
export function wallTimeKind(date: LocalDate, time: LocalTime, zone: string): WallTimeKind {
  return zoneDay(date, zone).hours === 24 ? "once" : readings(date, time, zone).kind;
}

/** The instant of a wall time in a zone. Throws RangeError on a malformed date, time or zone. */
export function toInstant(
  date: LocalDate,
  time: LocalTime,
  zone: string,
  policy: ClockChangePolicy,
): IsoInstant {
  dayNumber(date);
  const [day, minute] = [zoneDay(date, zone), minuteOfDay(time)];
  if (day.hours === 24) return iso(day.startMs + minute * MINUTE_MS);
  const { earlier, later, kind } = readings(date, time, zone);
  const choice = kind === "gap" ? policy.gap : policy.overlap;
  return iso((choice === "earlier" ? earlier : later).epochMilliseconds);
}

/** The wall date and time of an instant in a zone; seconds are dropped. */
export function toLocal(instant: IsoInstant | Date, zone: string): { date: LocalDate; time: LocalTime } {
  const ms = epoch(instant);
  const date = localDateOf(ms, zone);
  const day = zoneDay(date, zone);
  if (day.hours === 24) return { date, time: timeOfMinute(Math.floor((ms - day.startMs) / MINUTE_MS)) };
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return { date, time: timeOfMinute(hour * 60 + minute) };
}

/** The local day is the UTC day, the day before or the day after. */
function localDateOf(ms: number, zone: string): LocalDate {
  const utc = Math.floor(ms / DAY_MS);
  const { startMs, hours } = zoneDay(dateOfDay(utc), zone);
  if (ms < startMs) return dateOfDay(utc - 1);
  return ms < startMs + hours * 60 * MINUTE_MS ? dateOfDay(utc) : dateOfDay(utc + 1);
}

/** Whether the clocks of the zone change on that local day (it has not 24 hours). */
export function isClockChangeDay(date: LocalDate, zone: string): boolean {
  return zoneDay(date, zone).hours !== 24;
}

/** The calendar days between departure and arrival, each in its own zone: the "+1" beside an arrival time. */
export function arrivalDayOffset(
  departsAt: IsoInstant | Date,
  originZone: string,
  arrivesAt: IsoInstant | Date,
  destinationZone: string,
): number {
  return daysBetween(toLocal(departsAt, originZone).date, toLocal(arrivesAt, destinationZone).date);
}

/** The instant `minutes` later; earlier when negative. */
export function addMinutes(instant: IsoInstant | Date, minutes: number): IsoInstant {
  return iso(epoch(instant) + minutes * MINUTE_MS);
}

/** Whole minutes from one instant to another, negative when `to` is earlier. */
export function minutesBetween(from: IsoInstant | Date, to: IsoInstant | Date): number {
  return Math.trunc((epoch(to) - epoch(from)) / MINUTE_MS);
}

/** The calendar day `days` later; earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days);
}

/** The same day `years` later. 29 February becomes 28 February in a common year. */
export const addYears = (date: LocalDate, years: number): LocalDate => addMonths(date, 12 * years);

/** The same day `months` later; the last day of a shorter month. */
export const addMonths = (date: LocalDate, months: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/** Days from one calendar day to another, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** All calendar days from `from` to `to`, both included, in order; empty when `to` is before `from`. */
export function eachDay(from: LocalDate, to: LocalDate): LocalDate[] {
  const first = dayNumber(from);
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, day) => dateOfDay(first + day));
}

/** 1 = Monday … 7 = Sunday, as ISO 8601 and SSIM count. Day 0, 1970-01-01, was a Thursday. */
export function isoWeekday(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/**
 * Completed years on a day, negative before birth. Someone born on 29 February turns a year older on
 * 1 March of a common year (Korean Civil Act, articles 158 and 160).
 */
export function ageOn(birthDate: LocalDate, date: LocalDate): number {
  dayNumber(birthDate);
  dayNumber(date);
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Days since 1970-01-01. Throws RangeError unless the text is a real calendar day. */
function dayNumber(date: LocalDate): number {
  const ms = datePattern.test(date) ? Date.parse(`${date}T00:00:00.000Z`) : Number.NaN;
  const day = ms / DAY_MS;
  if (Number.isNaN(ms) || dateOfDay(day) !== date) throw new RangeError(`Not a calendar day: ${date}`);
  return day;
}

/** Throws RangeError outside of the years 1 to 9999: PostgreSQL has no year 0, and later years have five digits. */
function dateOfDay(day: number): LocalDate {
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  if (!/^(?!0000)\d{4}-/.test(text)) throw new RangeError(`Not a day of the calendar: ${day}`);
  return text;
}

function minuteOfDay(time: LocalTime): number {
  if (!isLocalTime(time)) throw new RangeError(`Not a time of day: ${time}`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function timeOfMinute(minute: number): LocalTime {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function epoch(instant: IsoInstant | Date): number {
  const ms = typeof instant === "string" ? Date.parse(instant) : instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${String(instant)}`);
  return ms;
}

const iso = (epochMilliseconds: number): IsoInstant => new Date(epochMilliseconds).toISOString();
