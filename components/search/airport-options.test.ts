import { expect, test } from "vitest";
import { airportOptions } from "./airport-options";

const airport = (code: string, cityKo: string, cityEn: string, country = "KR") => ({
  code,
  cityKo,
  cityEn,
  country,
  nameKo: code,
  nameEn: code,
});
const airports = [
  airport("NRT", "도쿄", "Tokyo", "JP"),
  airport("BKK", "방콕", "Bangkok", "TH"),
  airport("HND", "도쿄", "Tokyo", "JP"),
  airport("ICN", "서울", "Seoul"),
  airport("CJU", "제주", "Jeju"),
  airport("PUS", "부산", "Busan"),
  airport("GMP", "서울", "Seoul"),
];
const codes = (locale: "ko" | "en") => airportOptions(airports, locale).map(({ id }) => id);

test("airports stand by city: Seoul first, then Korea, then abroad, a city's own side by side", () => {
  expect(codes("ko")).toEqual(["GMP", "ICN", "PUS", "CJU", "HND", "NRT", "BKK"]);
  expect(codes("en")).toEqual(["GMP", "ICN", "PUS", "CJU", "BKK", "HND", "NRT"]);
});
