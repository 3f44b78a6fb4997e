import { overlap, type Place, zoneOf } from "@/components/flight/places";
import { pastDates, searchDays } from "@/components/search/search-days";
import { formValues } from "@/components/search/search-url";
import { type PassengerRules, partyErrors, searchInput } from "@/server/reservation/schemas";
import { airline, isDomestic } from "@/server/shared/airline";
import { flightScope } from "@/server/shared/fare-terms";
import { fieldErrorsOf } from "@/server/shared/parse";

/** All errors of the search in an address: field → key of its message. */
export function searchErrors(
  raw: Record<string, string>,
  { places, now, rules }: { places: ReadonlyMap<string, Place>; now: Date; rules: PassengerRules },
): Record<string, string> {
  // An address without parameters is not an error.
  if (Object.keys(raw).length === 0) return {};
  const values = formValues(raw);
  const [from, to] = [places.get(values.from), places.get(values.to)];
  const past = pastDates(values, searchDays({ from: zoneOf(from), to: zoneOf(to) }, now));
  // A place that is not known yet counts as domestic.
  const countryOf = (place: Place | undefined) => place?.airports[0].country ?? airline.homeCountry;
  const domestic = isDomestic(countryOf(from), countryOf(to));
  const { error } = searchInput.safeParse(raw);
  return {
    ...(!from && { from: "airport" }),
    ...(!to && { to: "airport" }),
    ...(overlap(from, to) && { to: "sameAirport" }),
    ...(past.depart && { depart: "pastDate" }),
    ...(past.return && { return: "pastDate" }),
    ...partyErrors(values, rules[flightScope(!domestic)]),
    ...(error && fieldErrorsOf(error)),
  };
}
