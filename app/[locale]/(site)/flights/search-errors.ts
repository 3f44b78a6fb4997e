import { overlap, type Place, zoneOf } from "@/components/flight/places";
import { pastDates, searchDays } from "@/components/search/search-days";
import { formValues } from "@/components/search/search-url";
import { type PassengerRules, partyErrors, searchInput } from "@/server/reservation/schemas";
import { fieldErrorsOf } from "@/server/shared/parse";

/** What is wrong with the search of an address, by field: all of it at once. */
export function searchErrors(
  raw: Record<string, string>,
  { places, now, rules }: { places: ReadonlyMap<string, Place>; now: Date; rules: PassengerRules },
): Record<string, string> {
  // A bare address has done nothing wrong yet.
  if (Object.keys(raw).length === 0) return {};
  const values = formValues(raw);
  const [from, to] = [places.get(values.from), places.get(values.to)];
  const past = pastDates(values, searchDays({ from: zoneOf(from), to: zoneOf(to) }, now));
  const domestic = [from, to].every((place) => (place?.airports[0].country ?? "KR") === "KR");
  const { error } = searchInput.safeParse(raw);
  return {
    ...(!from && { from: "airport" }),
    ...(!to && { to: "airport" }),
    ...(overlap(from, to) && { to: "sameAirport" }),
    ...(past.depart && { depart: "pastDate" }),
    ...(past.return && { return: "pastDate" }),
    ...partyErrors(values, rules[domestic ? "DOMESTIC" : "INTERNATIONAL"]),
    ...(error && fieldErrorsOf(error)),
  };
}
