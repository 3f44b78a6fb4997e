import type { ComboBoxOption } from "@/components/ui/inputs/combo-box-match";
import { airline, type Locale } from "@/server/shared/airline";
import { type AirportNames, cityOf, type Place, placesOf } from "./places";

/** A place as the form offers it. */
export type PlaceOption = ComboBoxOption & {
  /** City name, for messages about the place. */
  city: string;
  zone: string;
};

export type CityWords = {
  /** "서울 전체" */
  allOf: (city: string) => string;
  /** "공항 2곳 모두" */
  allAirports: (count: number) => string;
};

/**
 * The places that a search offers. An airport is found by code, city and name in both languages. A city with several
 * airports is one more choice before them; it is found by its own names and code only, so that the name of an
 * airport means that airport alone.
 */
export function placeOptions(
  airports: readonly AirportNames[],
  locale: Locale,
  words: CityWords,
): PlaceOption[] {
  const cities = severalAirports(airports);
  const offered = new Set<string>();
  return inOrder(airports, locale).flatMap((airport) => {
    const place = cities.get(airport.cityCode);
    if (!place || offered.has(place.code)) return [airportOption(airport, locale)];
    offered.add(place.code);
    return [cityOption(place, locale, words), airportOption(airport, locale)];
  });
}

/** The cities that have more than one airport, by their code. */
function severalAirports(airports: readonly AirportNames[]): Map<string, Place> {
  const places = placesOf(airports);
  const cities = new Map<string, Place>();
  for (const { cityCode } of airports) {
    const plain = places.get(cityCode);
    const place = plain?.isCity ? plain : places.get(`${cityCode}-ALL`);
    if (place && place.airports.length > 1) cities.set(cityCode, place);
  }
  return cities;
}

/** One airport as a choice, found by code, city and name in both languages. */
export function airportOption(
  airport: Omit<AirportNames, "cityCode" | "country">,
  locale: Locale,
): PlaceOption {
  const city = cityOf(airport, locale);
  return {
    id: airport.code,
    text: `${city} (${airport.code})`,
    detail: locale === "ko" ? airport.nameKo : airport.nameEn,
    // Its names in the reader's language are searched anyway.
    keywords: locale === "ko" ? [airport.cityEn, airport.nameEn] : [airport.cityKo, airport.nameKo],
    city,
    zone: airport.zone,
  };
}

function cityOption(place: Place, locale: Locale, words: CityWords): PlaceOption {
  const [airport] = place.airports;
  const city = cityOf(airport, locale);
  return {
    id: place.code,
    text: `${words.allOf(city)} (${place.shownCode})`,
    detail: words.allAirports(place.airports.length),
    keywords: [place.shownCode, airport.cityKo, airport.cityEn],
    city,
    zone: airport.zone,
  };
}

/** Seoul first, then the rest of Korea, then abroad; each in the order of the cities' names. */
function inOrder(airports: readonly AirportNames[], locale: Locale): AirportNames[] {
  const rank = ({ cityCode, country }: AirportNames) =>
    cityCode === "SEL" ? 0 : country === airline.homeCountry ? 1 : 2;
  const { compare } = new Intl.Collator(locale);
  return [...airports].sort(
    (a, b) => rank(a) - rank(b) || compare(cityOf(a, locale), cityOf(b, locale)) || compare(a.code, b.code),
  );
}
