import { z } from "zod";
import { checkSize, type PartyCounts } from "@/server/reservation/domain/passenger-type";
import { partyProblemKeys, problemField } from "@/server/reservation/passengers/party-rules";
import { flightDate } from "@/server/shared/fields";
import { canonicalText } from "@/server/shared/text";

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
