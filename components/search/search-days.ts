import { localDay } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import type { SearchValues } from "./types";

/** Carriers open their flights about eleven months ahead. */
const SALE_DAYS = 330;

/** The days that can be searched, ISO. A flight's date is that of its origin, so each direction has its own today. */
export type SearchDays = {
  /** Today at the origin of the flight out. */
  departToday: string;
  /** Today at the origin of the flight back. */
  returnToday: string;
  lastDay: string;
};

/**
 * The days that can be searched now. @param zones IANA zones of origin and destination. Korea's zone
 * stands in for one that is not chosen yet: most customers are there.
 */
export function searchDays(zones: { from?: string; to?: string }, now: Date): SearchDays {
  const departToday = localDay(now, zones.from ?? KOREA_ZONE);
  return {
    departToday,
    returnToday: localDay(now, zones.to ?? KOREA_ZONE),
    lastDay: plusDays(departToday, SALE_DAYS),
  };
}

/** The calendar day that is `days` later; negative `days` are earlier. */
export const plusDays = (isoDay: string, days: number): string =>
  new Date(Date.parse(isoDay) + days * 86_400_000).toISOString().slice(0, 10);

const DAYS_AROUND = 3;

/** The days of a strip: three before and after `shown`, with an address where they lie within the bounds, ISO days. */
export const stripDays = (
  shown: string,
  bounds: { earliest: string; last: string },
  hrefOf: (date: string) => string,
): { date: string; href: string | null }[] =>
  Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, n) => plusDays(shown, n - DAYS_AROUND)).map((date) => ({
    date,
    href: date < bounds.earliest || date > bounds.last ? null : hrefOf(date),
  }));

/** The first possible day of the flight back: not before the flight out, and not past at its origin. */
export const firstReturnDay = (depart: string, { returnToday }: Pick<SearchDays, "returnToday">): string =>
  depart < returnToday ? returnToday : depart;

/** Which dates have passed at the origin of their flight. A date that is not chosen has not passed. */
export function pastDates(
  values: Pick<SearchValues, "trip" | "depart" | "return">,
  days: SearchDays,
): { depart: boolean; return: boolean } {
  return {
    depart: values.depart !== "" && values.depart < days.departToday,
    return: values.trip === "return" && values.return !== "" && values.return < days.returnToday,
  };
}
