import type { ComboBoxOption } from "@/components/ui/inputs/combo-box-match";

export type AirportName = {
  code: string;
  nameKo: string;
  nameEn: string;
  cityKo: string;
  cityEn: string;
};

/** Airports as a combo box offers them: found by code, city and name in both languages. */
export const airportOptions = (airports: readonly AirportName[], locale: "ko" | "en"): ComboBoxOption[] =>
  airports.map((airport) => ({
    id: airport.code,
    text: `${locale === "ko" ? airport.cityKo : airport.cityEn} (${airport.code})`,
    detail: locale === "ko" ? airport.nameKo : airport.nameEn,
    keywords: [airport.cityKo, airport.cityEn, airport.nameKo, airport.nameEn, airport.code],
  }));
