import { airportOptions } from "@/components/admin/flights/airport-options";
import type { Locale } from "@/i18n/routing";
import { listAircraftTypes, listAirports } from "@/server/schedule/queries";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";

/** The day it is in Korea, where the airline's day is reckoned. */
export const todayInKorea = (): string => toLocal(new Date(), KOREA_ZONE).date;

/** The names of the fleet's types, by their codes. */
export async function aircraftNames(locale: Locale): Promise<Record<string, string>> {
  const types = await listAircraftTypes();
  return Object.fromEntries(
    types.map(({ code, nameKo, nameEn }) => [code, locale === "ko" ? nameKo : nameEn]),
  );
}

/** What the forms choose from, and the days that they offer. */
export async function formReference(locale: Locale) {
  const [airports, aircraft] = await Promise.all([listAirports(), listAircraftTypes()]);
  const [now, today] = [new Date(), todayInKorea()];
  const localDays = airports.map(({ zone }) => toLocal(now, zone).date).sort();
  return {
    airports: airportOptions(airports, locale),
    aircraft: aircraft.map(({ code, nameKo, nameEn, units }) => ({
      code,
      name: locale === "ko" ? nameKo : nameEn,
      units,
    })),
    today,
    firstDay: localDays[0] ?? today,
    lastDay: addDays(today, 365),
  };
}
