import type { FlightScope } from "@/server/shared/fare-terms";
import type { IsoInstant, LocalDate } from "@/server/shared/time";
import { cutoffOf } from "./cutoffs";
import { hasDeparted } from "./leg-standing";
import type { CutoffPolicies } from "./policy-rows";

/** A flight of a trip: when it leaves, and which cut-off rows hold for it. */
export type Departure = { readonly departsAt: IsoInstant; readonly scope: FlightScope };

export type SaleState = "OPEN" | "SALES_CLOSED" | "FLIGHT_DEPARTED";

/** Returns when the first of a trip's flights reaches its cut-off, by the rows in force on `date` (a Korean date). */
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
 * Returns whether a trip can still be sold: FLIGHT_DEPARTED once one of its flights has left, SALES_CLOSED from its
 * earliest cut-off on. The kind `sales` is for a customer who begins to buy, `noShow` for a payment that has begun
 * (docs/decisions/0027-sales-cutoff.md). Throws MissingPolicyError.
 */
export function saleStateAt(
  now: IsoInstant,
  kind: keyof CutoffPolicies,
  departures: readonly Departure[],
  policies: CutoffPolicies,
  date: LocalDate,
): SaleState {
  if (departures.some((each) => hasDeparted(each, now))) return "FLIGHT_DEPARTED";
  const cutoff = earliestCutoff(kind, departures, policies, date);
  return Date.parse(cutoff) <= Date.parse(now) ? "SALES_CLOSED" : "OPEN";
}
