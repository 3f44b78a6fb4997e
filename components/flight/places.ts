import type { Locale } from "@/server/shared/airline";

/** An airport, its city and its country. */
export type AirportNames = {
  code: string;
  nameKo: string;
  nameEn: string;
  cityKo: string;
  cityEn: string;
  cityCode: string;
  country: string;
  zone: string;
};

/** Where a search can start or end: one airport, or all airports of a city. */
export type Place = {
  /** The code in the address: `GMP`, `SEL`, or `SHA-ALL` where an airport has the code of the city. */
  code: string;
  /** The code on the page: without `-ALL`. */
  shownCode: string;
  isCity: boolean;
  airports: readonly [AirportNames, ...AirportNames[]];
};

/** The IANA zone of a place. All airports of a city share one. */
export const zoneOf = (place: Place | undefined) => place?.airports[0].zone;

/** All places by their codes. A test compares them with `airportsOf` of the reservation context. */
export function placesOf(airports: readonly AirportNames[]): ReadonlyMap<string, Place> {
  const cities = new Map<string, [AirportNames, ...AirportNames[]]>();
  for (const airport of airports) {
    const own = cities.get(airport.cityCode);
    if (own) own.push(airport);
    else cities.set(airport.cityCode, [airport]);
  }
  const places = new Map<string, Place>();
  for (const [shownCode, own] of cities)
    for (const code of [shownCode, `${shownCode}-ALL`])
      places.set(code, { code, shownCode, isCity: true, airports: own });
  // An airport comes before a city of the same code.
  for (const airport of airports)
    places.set(airport.code, {
      code: airport.code,
      shownCode: airport.code,
      isCity: false,
      airports: [airport],
    });
  return places;
}

/**
 * The one code that a search uses for a place: a city with a single airport becomes that airport, and a city with two
 * codes (`SEL`, `SEL-ALL`) the shorter one. An unknown code stays as it is.
 */
export function usualCode(places: ReadonlyMap<string, Place>, code: string): string {
  const place = places.get(code);
  if (!place?.isCity) return code;
  if (place.airports.length === 1) return place.airports[0].code;
  return places.get(place.shownCode)?.isCity ? place.shownCode : code;
}

/** True when two places have an airport in common: no trip leads from one to the other. */
export const overlap = (one: Place | undefined, other: Place | undefined): boolean =>
  one?.airports.some(({ code }) => other?.airports.some((each) => each.code === code)) ?? false;

/** True when a route between two airports belongs to a search between two places. */
export const isBetween = (
  route: { from: string; to: string },
  from: Place | undefined,
  to: Place | undefined,
): boolean => contains(from, route.from) && contains(to, route.to);

const contains = (place: Place | undefined, airport: string) =>
  place?.airports.some(({ code }) => code === airport) ?? false;

export const cityOf = (airport: Pick<AirportNames, "cityKo" | "cityEn">, locale: Locale) =>
  locale === "ko" ? airport.cityKo : airport.cityEn;
