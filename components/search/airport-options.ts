import type { ComboBoxOption } from "@/components/ui/combo-box-match";

export type AirportNames = {
  code: string;
  nameKo: string;
  nameEn: string;
  cityKo: string;
  cityEn: string;
};

export const cityOf = (airport: AirportNames, locale: "ko" | "en") =>
  locale === "ko" ? airport.cityKo : airport.cityEn;

/** Airports as choices: found by code, city and name in either language. */
export function airportOptions(airports: readonly AirportNames[], locale: "ko" | "en"): ComboBoxOption[] {
  return airports.map((airport) => ({
    id: airport.code,
    text: `${cityOf(airport, locale)} (${airport.code})`,
    detail: locale === "ko" ? airport.nameKo : airport.nameEn,
    keywords: [airport.code, airport.cityKo, airport.cityEn, airport.nameKo, airport.nameEn],
  }));
}
