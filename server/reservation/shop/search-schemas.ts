import { z } from "zod";
import { checkSize, type PartyCounts } from "@/server/reservation/domain/passenger-type";
import { partyProblemKeys, problemField } from "@/server/reservation/passengers/party-rules";
import { flightDate } from "@/server/shared/fields";
import { canonicalText } from "@/server/shared/text";
import { addDays, isLocalDate } from "@/server/shared/time";

/**
 * Where a search starts or ends: an airport (`GMP`), or all airports of a city (`SEL`). When the code of a city is also
 * the code of one of its airports, the city is written `SHA-ALL`. `airportsOf` (views/airports-view.ts) lists the
 * airports of a place.
 */
export const placeCode = canonicalText
  .max(20, "airport")
  .toUpperCase()
  .regex(/^[A-Z]{3}(-ALL)?$/, "airport");

const date = flightDate("date");
const count = (max: number) => z.coerce.number().int().min(0).max(max);

/** The numbers of a party, as a search and a hold take them. */
export const partyFields = {
  adults: count(9).default(1),
  children: count(9).default(0),
  infants: count(9).default(0),
};

/**
 * Reports the party rules that hold on every route. The other party rules need to know whether the trip is
 * international.
 */
export function reportParty(party: PartyCounts, report: (path: string, key: string) => void): void {
  for (const { code } of checkSize(party)) report(problemField(code), partyProblemKeys[code]);
}

/** The fields of the search form, which are also the parameters of the results page. */
export const searchInput = z
  .object({
    trip: z.enum(["oneway", "return"]).default("oneway"),
    from: placeCode,
    to: placeCode,
    depart: date,
    return: date.optional().or(z.literal("").transform(() => undefined)),
    ...partyFields,
  })
  .superRefine((value, c) => {
    const report = (path: string, message: string) => c.addIssue({ code: "custom", path: [path], message });
    if (value.from === value.to) report("to", "sameAirport");
    if (value.trip === "return" && !value.return) report("return", "required");
    if (value.trip === "return" && value.return && value.return < value.depart)
      report("return", "returnBeforeDepart");
    reportParty(value, report);
  });
export type SearchInput = z.output<typeof searchInput>;

/** The longest range of days of one request. */
const MAX_DAYS = 92;

const isWithinLimit = (first: string, last: string) => last <= addDays(first, MAX_DAYS);

/** What is free between two places: the flights of a day for a party, or the lowest price of each day from `first` to `last`. */
export const availabilityInput = z
  .object({
    from: placeCode,
    to: placeCode,
    date: date.optional().meta({ description: "The local day of departure: answers `flights`." }),
    first: date.optional().meta({ description: "With `last`, in place of `date`: answers `days`." }),
    last: date.optional().meta({ description: `At most ${MAX_DAYS} days after \`first\`.` }),
    ...partyFields,
  })
  .superRefine((value, c) => {
    const { from, to, date: day, first, last } = value;
    const report = (path: string, message: string) => c.addIssue({ code: "custom", path: [path], message });
    if (from === to) report("to", "sameAirport");
    reportParty(value, report);
    if (day !== undefined) {
      for (const [name, other] of Object.entries({ first, last })) if (other) report(name, "invalid");
      return;
    }
    if (first === undefined && last === undefined) report("date", "required");
    else if (first === undefined) report("first", "required");
    else if (last === undefined) report("last", "required");
    // What is no date was reported at its field.
    else if (isLocalDate(first) && isLocalDate(last) && (last < first || !isWithinLimit(first, last)))
      report("last", "invalid");
  });

/** The days of a calendar of fares. */
export const CALENDAR_DAYS = 60;

/** The lowest price of each day from `first` on, from one place to another and back. */
export const calendarInput = z
  .object({ from: placeCode, to: placeCode, first: date })
  .superRefine(({ from, to }, c) => {
    if (from === to) c.addIssue({ code: "custom", path: ["to"], message: "sameAirport" });
  });
export type CalendarInput = z.output<typeof calendarInput>;
