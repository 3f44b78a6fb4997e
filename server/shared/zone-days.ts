import { Temporal } from "temporal-polyfill";

/** One calendar day of a zone. A day without a clock change has 24 hours. */
export interface ZoneDay {
  readonly startMs: number;
  readonly hours: number;
}

/** A search asks for the same days repeatedly, and a zone look-up costs 50 µs: so many days are kept. */
const MAX_KEPT_DAYS = 20_000;
const kept = new Map<string, ZoneDay>();

/** The start and the length of a local day. Throws RangeError for an unknown zone or day. */
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
