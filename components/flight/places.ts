/** An airport as its context has it on file. */
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
  /** What stands in the address: `GMP`, `SEL`, or `SHA-ALL` where the city's code is also an airport's. */
  code: string;
  /** What people are shown: the code without `-ALL`. */
  shownCode: string;
  isCity: boolean;
  airports: readonly [AirportNames, ...AirportNames[]];
};

/** The zone of a place: a city's airports share one. */
export const zoneOf = (place: Place | undefined) => place?.airports[0].zone;

/** All places by their codes. The same as `airportsOf` (server/reservation/views/airports.ts), which a test compares. */
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
 * The code that a search is known by from here on: a city with one airport is that airport, and no city has two codes. A code that is
 * not known stays as it is.
 */
export function usualCode(places: ReadonlyMap<string, Place>, code: string): string {
  const place = places.get(code);
  if (!place?.isCity) return code;
  if (place.airports.length === 1) return place.airports[0].code;
  return places.get(place.shownCode)?.isCity ? place.shownCode : code;
}

/** Whether two places have an airport in common: there is no way between them. */
export const overlap = (one: Place | undefined, other: Place | undefined): boolean =>
  one?.airports.some(({ code }) => other?.airports.some((each) => each.code === code)) ?? false;

/** Whether a route between two airports belongs to a search between two places. */
export const isBetween = (
  route: { from: string; to: string },
  from: Place | undefined,
  to: Place | undefined,
): boolean => contains(from, route.from) && contains(to, route.to);

const contains = (place: Place | undefined, airport: string) =>
  place?.airports.some(({ code }) => code === airport) ?? false;

export const cityOf = (airport: Pick<AirportNames, "cityKo" | "cityEn">, locale: "ko" | "en") =>
  locale === "ko" ? airport.cityKo : airport.cityEn;
