import type { FlightScope } from "@/server/shared/fare-terms";
import type { IsoInstant, LocalDate } from "@/server/shared/time";

import { type CutoffPolicies, requireRow } from "./policy-rows";

type Departure = { readonly departsAt: IsoInstant; readonly scope: FlightScope };

/** Returns the minutes between a cut-off and the departure, by the row in force on `date`. Throws MissingPolicyError. */
export const cutoffMinutes = (
  kind: keyof CutoffPolicies,
  scope: FlightScope,
  policies: CutoffPolicies,
  date: LocalDate,
): number =>
  requireRow(policies[kind], date, `${kind} cut-off for ${scope}`, (each) => each.scope === scope)
    .minutesBeforeDeparture;

/**
 * Returns the moment of a flight's cut-off, by the row in force on `date` (a Korean date: the day of sale).
 * Throws MissingPolicyError.
 */
export function cutoffOf(
  kind: keyof CutoffPolicies,
  { departsAt, scope }: Departure,
  policies: CutoffPolicies,
  date: LocalDate,
): IsoInstant {
  const minutes = cutoffMinutes(kind, scope, policies, date);
  return new Date(Date.parse(departsAt) - minutes * 60_000).toISOString();
}
