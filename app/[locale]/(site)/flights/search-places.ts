import { getTranslations } from "next-intl/server";
import { type PlaceOption, placeOptions } from "@/components/flight/airport-options";
import { cityOf, type Place, placesOf, usualCode } from "@/components/flight/places";
import type { SearchValues } from "@/components/search/types";
import type { Locale } from "@/i18n/routing";
import { searchableAirports } from "@/server/reservation/queries";

export type SearchPlaces = {
  places: ReadonlyMap<string, Place>;
  options: PlaceOption[];
  /** A place in words with its code: `서울 (GMP)`, `서울 전체 (SEL)`. */
  nameOf: (code: string) => string;
  /** The same search with the codes that the form offers. */
  byUsualCodes: <S extends Pick<SearchValues, "from" | "to">>(search: S) => S;
};

/** The airports and cities that can be searched, with their names in one language. */
export async function searchPlaces(locale: Locale): Promise<SearchPlaces> {
  const [t, airports] = await Promise.all([
    getTranslations({ locale, namespace: "search" }),
    searchableAirports(),
  ]);
  const places = placesOf(airports);
  const words = {
    allOf: (city: string) => t("allOfCity", { city }),
    allAirports: (count: number) => t("allAirports", { count }),
  };
  return {
    places,
    options: placeOptions(airports, locale, words),
    nameOf: (code) => {
      const place = places.get(code);
      if (!place) return code;
      const city = cityOf(place.airports[0], locale);
      return `${place.isCity ? words.allOf(city) : city} (${place.shownCode})`;
    },
    byUsualCodes: (search) => ({
      ...search,
      from: usualCode(places, search.from),
      to: usualCode(places, search.to),
    }),
  };
}

/** Names of the airports of two places by code, when one of them is a city: each flight then names its airports. */
export function namesOfSeveral(
  from: Place | undefined,
  to: Place | undefined,
  locale: Locale,
): Record<string, string> {
  if (!from?.isCity && !to?.isCity) return {};
  const airports = [...(from?.airports ?? []), ...(to?.airports ?? [])];
  return Object.fromEntries(
    airports.map(({ code, nameKo, nameEn }) => [code, locale === "ko" ? nameKo : nameEn]),
  );
}
