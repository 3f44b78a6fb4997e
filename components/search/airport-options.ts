import type { ComboBoxOption } from "@/components/ui/combo-box-match";

export type AirportNames = {
  code: string;
  nameKo: string;
  nameEn: string;
  cityKo: string;
  cityEn: string;
  country: string;
};

export const cityOf = (airport: AirportNames, locale: "ko" | "en") =>
  locale === "ko" ? airport.cityKo : airport.cityEn;

/** Airports as choices: found by code, city and name in either language. */
export function airportOptions(airports: readonly AirportNames[], locale: "ko" | "en"): ComboBoxOption[] {
  return inOrder(airports, locale).map((airport) => ({
    id: airport.code,
    text: `${cityOf(airport, locale)} (${airport.code})`,
    detail: locale === "ko" ? airport.nameKo : airport.nameEn,
    keywords: [airport.code, airport.cityKo, airport.cityEn, airport.nameKo, airport.nameEn],
  }));
}

/** By the city, which is what the list shows first: Seoul before all, then the rest of Korea, then abroad. */
function inOrder(airports: readonly AirportNames[], locale: "ko" | "en"): AirportNames[] {
  const rank = ({ cityEn, country }: AirportNames) => (cityEn === "Seoul" ? 0 : country === "KR" ? 1 : 2);
  const { compare } = new Intl.Collator(locale);
  return [...airports].sort(
    (a, b) => rank(a) - rank(b) || compare(cityOf(a, locale), cityOf(b, locale)) || compare(a.code, b.code),
  );
}
