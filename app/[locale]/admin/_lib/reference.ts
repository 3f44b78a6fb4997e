import { airportOption } from "@/components/flight/airport-options";
import type { Locale } from "@/i18n/routing";
import { listAircraftTypes, listAirports } from "@/server/schedule/queries";
import type { RequestContext } from "@/server/shared/context";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";

/** Today in Korea (`YYYY-MM-DD`): the airline counts its days there. */
export const todayInKorea = (): string => toLocal(new Date(), KOREA_ZONE).date;

/** The names of the aircraft types by code. */
export async function aircraftNames(ctx: RequestContext, locale: Locale): Promise<Record<string, string>> {
  const types = await listAircraftTypes(ctx);
  return Object.fromEntries(
    types.map(({ code, nameKo, nameEn }) => [code, locale === "ko" ? nameKo : nameEn]),
  );
}

/** The choices of the forms, and the days that they offer. */
export async function formReference(ctx: RequestContext, locale: Locale) {
  const [airports, aircraft] = await Promise.all([listAirports(ctx), listAircraftTypes(ctx)]);
  const [now, today] = [new Date(), todayInKorea()];
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
