import { expect, test } from "vitest";
import { placesOf } from "@/components/flight/places";
import { passengerRule } from "@/server/reservation/domain/passenger-type";
import { passengerPolicies } from "@/server/reservation/domain/policies.fixture";
import type { FlightScope } from "@/server/shared/fare-terms";
import { searchErrors } from "./search-errors";

const airport = (code: string, cityCode: string, zone: string, country = "KR") => {
  const names = { nameKo: code, nameEn: code, cityKo: cityCode, cityEn: cityCode, country };
  return { code, cityCode, zone, ...names };
};
const places = placesOf([
  airport("ICN", "SEL", "Asia/Seoul"),
  airport("GMP", "SEL", "Asia/Seoul"),
  airport("CJU", "CJU", "Asia/Seoul"),
  airport("NRT", "TYO", "Asia/Tokyo", "JP"),
  airport("LHR", "LON", "Europe/London", "GB"),
]);
const rule = (scope: FlightScope) => passengerRule([scope], passengerPolicies, "2026-11-27");
const rules = { DOMESTIC: rule("DOMESTIC"), INTERNATIONAL: rule("INTERNATIONAL") };
// Noon of the 27th in Seoul.
const noon = new Date("2026-11-27T03:00:00Z");
const errors = (change: Record<string, string>, now = noon) =>
  searchErrors(
    { trip: "oneway", from: "ICN", to: "NRT", depart: "2026-12-15", ...change },
    { places, now, rules },
  );

test("a valid search has no errors, and neither has an address without parameters", () => {
  expect(errors({ depart: "2026-11-27" })).toEqual({});
  expect(searchErrors({}, { places, now: noon, rules })).toEqual({});
});

test("all errors are reported at once", () => {
  expect(errors({ to: "ZZZ", depart: "abc" })).toEqual({ to: "airport", depart: "date" });
  expect(errors({ from: "ZZZ", infants: "2" })).toEqual({
    from: "airport",
    infants: "moreInfantsThanAdults",
  });
});

test("a past day is an error", () => {
  expect(errors({ depart: "2026-11-26" })).toEqual({ depart: "pastDate" });
  expect(errors({ trip: "return", depart: "2020-01-02", return: "2020-01-01" })).toEqual({
    depart: "pastDate",
    return: "returnBeforeDepart",
  });
});

test("four minutes after midnight in Seoul, the 29th can still be searched from London only", () => {
  const now = new Date("2026-11-29T15:04:00Z");
  expect(errors({ from: "LHR", to: "ICN", depart: "2026-11-29" }, now)).toEqual({});
  expect(errors({ from: "LHR", to: "ICN", depart: "2026-11-28" }, now)).toEqual({ depart: "pastDate" });
  expect(errors({ from: "ICN", to: "LHR", depart: "2026-11-29" }, now)).toEqual({ depart: "pastDate" });
  // The way back leaves Seoul, where that day is over.
  const back = { from: "LHR", to: "SEL", trip: "return", depart: "2026-11-29" };
  expect(errors({ ...back, return: "2026-11-29" }, now)).toEqual({ return: "pastDate" });
  expect(errors({ ...back, return: "2026-11-30" }, now)).toEqual({});
});

test("a city is a place, but no flight leads to it from its own airport", () => {
  expect(errors({ from: "SEL", to: "TYO" })).toEqual({});
  expect(errors({ from: "sel-all", to: "ＴＹＯ" })).toEqual({});
  expect(errors({ from: "SEL", to: "GMP" })).toEqual({ to: "sameAirport" });
  expect(errors({ from: "GMP", to: "SEL" })).toEqual({ to: "sameAirport" });
  expect(errors({ from: "GMP", to: "ICN" })).toEqual({});
});

test("children without an adult can be searched for on domestic flights only, where a twelve-year-old may travel alone", () => {
  const alone = { adults: "0", children: "1" };
  expect(errors({ ...alone, to: "CJU" })).toEqual({});
  expect(errors(alone)).toEqual({ children: "childWithoutAdult" });
  expect(errors({ ...alone, from: "NRT", to: "ICN" })).toEqual({ children: "childWithoutAdult" });
});
