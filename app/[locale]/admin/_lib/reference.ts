import { airportOption } from "@/components/flight/airport-options";
import type { Locale } from "@/i18n/routing";
import { listAircraftTypes, listAirports } from "@/server/schedule/queries";
import type { RequestContext } from "@/server/shared/context";
import { databaseClock, koreanToday } from "@/server/shared/database-clock";
import { addDays, toLocal } from "@/server/shared/time";

/** The names of the aircraft types by code. */
export async function aircraftNames(ctx: RequestContext, locale: Locale): Promise<Record<string, string>> {
  const types = await listAircraftTypes(ctx);
  return Object.fromEntries(
    types.map(({ code, nameKo, nameEn }) => [code, locale === "ko" ? nameKo : nameEn]),
  );
}

/** The choices of the forms, and the days that they offer. */
export async function formReference(ctx: RequestContext, locale: Locale) {
  const [airports, aircraft, now, today] = await Promise.all([
    listAirports(ctx),
    listAircraftTypes(ctx),
    databaseClock(),
    koreanToday(),
  ]);
  const localDays = airports.map(({ zone }) => toLocal(now, zone).date).sort();
  return {
    airports: airports.map((airport) => airportOption(airport, locale)),
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
