import { expect, test } from "vitest";
import { resolveTyped } from "@/components/ui/inputs/combo-box-match";
import type { Locale } from "@/server/shared/airline";
import { placeOptions } from "./airport-options";
import { overlap, placesOf, usualCode, zoneOf } from "./places";

const airport = (code: string, cityKo: string, cityEn: string, cityCode = code, country = "KR") => ({
  code,
  cityKo,
  cityEn,
  cityCode,
  country,
  zone: country === "JP" ? "Asia/Tokyo" : "Asia/Seoul",
  nameKo: `${code}국제공항`,
  nameEn: `${code} Airport`,
});
const airports = [
  airport("NRT", "도쿄", "Tokyo", "TYO", "JP"),
  airport("BKK", "방콕", "Bangkok", "BKK", "TH"),
  airport("HND", "도쿄", "Tokyo", "TYO", "JP"),
  airport("ICN", "서울", "Seoul", "SEL"),
  airport("CJU", "제주", "Jeju"),
  airport("PUS", "부산", "Busan"),
  { ...airport("GMP", "서울", "Seoul", "SEL"), nameKo: "김포국제공항" },
  airport("PVG", "상하이", "Shanghai", "SHA", "CN"),
  airport("SHA", "상하이", "Shanghai", "SHA", "CN"),
  airport("LHR", "런던", "London", "LON", "GB"),
];
const words = {
  allOf: (city: string) => `${city} 전체`,
  allAirports: (count: number) => `공항 ${count}곳 모두`,
};
const options = placeOptions(airports, "ko", words);
const codes = (locale: Locale) => placeOptions(airports, locale, words).map(({ id }) => id);
const taken = (typed: string) => {
  const found = resolveTyped(options, typed);
  return found.kind === "one" ? found.option.id : found.kind;
};

test("places stand by city: Seoul first, then Korea, then abroad; a city before its own airports", () => {
  const [seoul, korea] = [
    ["SEL", "GMP", "ICN"],
    ["PUS", "CJU"],
  ];
  const [tokyo, shanghai] = [
    ["TYO", "HND", "NRT"],
    ["SHA-ALL", "PVG", "SHA"],
  ];
  expect(codes("ko")).toEqual([...seoul!, ...korea!, ...tokyo!, "LHR", "BKK", ...shanghai!]);
  expect(codes("en")).toEqual([...seoul!, ...korea!, "BKK", "LHR", ...shanghai!, ...tokyo!]);
});

test("a city is shown by its code, whatever the address contains", () => {
  expect(options.filter(({ text }) => text.includes("전체")).map(({ text }) => text)).toEqual([
    "서울 전체 (SEL)",
    "도쿄 전체 (TYO)",
    "상하이 전체 (SHA)",
  ]);
  expect(new Set(options.map(({ text }) => text)).size).toBe(options.length);
});

test.each([
  ["GMP", "GMP"],
  ["ｇｍｐ", "GMP"],
  ["김포", "GMP"],
  ["sel", "SEL"],
  ["제주", "CJU"],
  [" JEJU ", "CJU"],
  ["sha", "SHA"],
  ["런던", "LHR"],
  ["서울", "several"],
  ["seoul", "several"],
  ["도쿄", "several"],
  ["공항", "several"],
  ["파리", "none"],
])("typing %j means %s", (typed, meant) => {
  expect(taken(typed)).toBe(meant);
});

test("a place is found by its code: an airport before a city, a city of one airport too", () => {
  const places = placesOf(airports);
  const own = (code: string) => places.get(code)?.airports.map((each) => each.code);
  expect(own("SEL")).toEqual(["ICN", "GMP"]);
  expect(own("GMP")).toEqual(["GMP"]);
  expect(own("LON")).toEqual(["LHR"]);
  expect(own("SHA")).toEqual(["SHA"]);
  expect(own("SHA-ALL")).toEqual(["PVG", "SHA"]);
  expect(own("ZZZ")).toBeUndefined();
  expect(zoneOf(places.get("TYO"))).toBe("Asia/Tokyo");
});

test.each([
  ["GMP", "GMP"],
  ["SEL", "SEL"],
  ["SEL-ALL", "SEL"],
  ["SHA", "SHA"],
  ["SHA-ALL", "SHA-ALL"],
  ["LON", "LHR"],
  ["LON-ALL", "LHR"],
  ["CJU-ALL", "CJU"],
  ["ZZZ", "ZZZ"],
])("%s is offered as %s", (code, usual) => {
  const places = placesOf(airports);
  expect(usualCode(places, code)).toBe(usual);
  if (places.has(code)) expect(options.some(({ id }) => id === usual)).toBe(true);
});

test("a city and one of its airports overlap: no trip leads from one to the other", () => {
  const places = placesOf(airports);
  expect(overlap(places.get("SEL"), places.get("GMP"))).toBe(true);
  expect(overlap(places.get("GMP"), places.get("ICN"))).toBe(false);
  expect(overlap(places.get("SEL"), places.get("TYO"))).toBe(false);
  expect(overlap(undefined, places.get("TYO"))).toBe(false);
});
