import type { Locale } from "@/server/shared/airline";
import type { TimelineEntry } from "./types";

type Summary = TimelineEntry["summary"];

/** Returns the elements of a list in an event's summary; none when it is no list. */
export const listOf = (value: unknown): Summary[] => (Array.isArray(value) ? value : []);

/** `서울 → 제주`, for each flight in the event's copy of the itinerary. */
export function routeOf(summary: Summary, locale: Locale): string | null {
  const city = locale === "ko" ? "CityKo" : "CityEn";
  const legs = listOf(summary.segments).map(
    (leg) => `${leg[`origin${city}`] ?? leg.origin} → ${leg[`destination${city}`] ?? leg.destination}`,
  );
  return legs.length > 0 ? legs.join(", ") : null;
}
