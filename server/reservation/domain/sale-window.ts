import type { IsoInstant, LocalDate } from "@/server/shared/time";
import { cutoffOf } from "./cutoffs";
import type { FlightScope } from "./fare-brand";
import type { CutoffPolicies } from "./policy-rows";

/** A flight of a trip as far as the clock matters. */
export type Departure = { readonly departsAt: IsoInstant; readonly scope: FlightScope };

export type SaleState = "OPEN" | "SALES_CLOSED" | "FLIGHT_DEPARTED";

/**
 * The moment from which a trip is past a cut-off: the earliest of its flights', by the rows in force on `date` (a
 * Korean date).
 */
export const earliestCutoff = (
  kind: keyof CutoffPolicies,
  departures: readonly Departure[],
  policies: CutoffPolicies,
  date: LocalDate,
): IsoInstant =>
  new Date(
    Math.min(...departures.map((each) => Date.parse(cutoffOf(kind, each, policies, date)))),
  ).toISOString();

/**
 * Whether a trip can still be sold. A trip whose first flight has left is FLIGHT_DEPARTED, one that is past the cut-off
 * of `kind` is SALES_CLOSED. `sales` is the rule for whoever begins to buy, `noShow` for money that is under way.
 */
export function saleStateAt(
  now: IsoInstant,
  kind: keyof CutoffPolicies,
  departures: readonly Departure[],
  policies: CutoffPolicies,
  date: LocalDate,
): SaleState {
  const at = Date.parse(now);
  if (departures.some((each) => Date.parse(each.departsAt) <= at)) return "FLIGHT_DEPARTED";
  return Date.parse(earliestCutoff(kind, departures, policies, date)) <= at ? "SALES_CLOSED" : "OPEN";
}
