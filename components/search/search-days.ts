import { localDay } from "@/i18n/format";
import type { SearchValues } from "./types";

/** Carriers open their flights about eleven months ahead. */
const SALE_DAYS = 330;

/** Whose day it is while no airport has been chosen: the customer's, who is most likely in Korea. */
const HOME_ZONE = "Asia/Seoul";

/** The days that can be searched, ISO. A flight's date is the one at its airport of departure, so each way has a today of its own. */
export type SearchDays = {
  /** Today where the way out begins. */
  departToday: string;
  /** Today where the way back begins. */
  returnToday: string;
  lastDay: string;
};

/** @param zones IANA zones of the origin and the destination, as far as they are known. */
export function searchDays(zones: { from?: string; to?: string }, now: Date): SearchDays {
  const departToday = localDay(now, zones.from ?? HOME_ZONE);
  return {
    departToday,
    returnToday: localDay(now, zones.to ?? HOME_ZONE),
    lastDay: plusDays(departToday, SALE_DAYS),
  };
}

/** The calendar day so many days later. */
export const plusDays = (isoDay: string, days: number): string =>
  new Date(Date.parse(isoDay) + days * 86_400_000).toISOString().slice(0, 10);

/** The first day that the way back can be on: not before the day out, nor past where it begins. */
export const firstReturnDay = (depart: string, { returnToday }: Pick<SearchDays, "returnToday">): string =>
  depart < returnToday ? returnToday : depart;

/** Which of the dates have passed at the place where that way begins; a date that is not chosen has not. */
export function pastDates(
  values: Pick<SearchValues, "trip" | "depart" | "return">,
  days: SearchDays,
): { depart: boolean; return: boolean } {
  return {
    depart: values.depart !== "" && values.depart < days.departToday,
    return: values.trip === "return" && values.return !== "" && values.return < days.returnToday,
  };
}
