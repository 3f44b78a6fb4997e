import type { FlightScope } from "@/server/shared/fare-terms";
import { type IsoInstant, type LocalDate, minutesBetween } from "@/server/shared/time";
import { tripScope } from "./flight-scope";
import { type ConnectionPolicies, type ConnectionRow, requireRow } from "./policy-rows";

/** What the connection rules need to know of a flight. */
export type Leg = {
  readonly origin: string;
  readonly destination: string;
  readonly departsAt: IsoInstant;
  readonly arrivesAt: IsoInstant;
  readonly scope: FlightScope;
};

/** City codes: Gimpo and Incheon are both in `SEL`. */
export type LegCities = { readonly originCity: string; readonly destinationCity: string };

export type ItineraryProblem = "segmentsDoNotConnect" | "returnBeforeDepart" | "connectionTooShort";

/**
 * Returns the first problem of an itinerary: of place, then of order, then of time. Null when each flight leaves from
 * the city where the flight before arrives, and late enough. `date` is the day of sale. Throws MissingPolicyError.
 */
export function itineraryProblem(
  legs: readonly (Leg & LegCities)[],
  policies: ConnectionPolicies,
  date: LocalDate,
): ItineraryProblem | null {
  for (const [n, next] of legs.slice(1).entries()) {
    const leg = legs[n] as Leg & LegCities;
    if (leg.destination !== next.origin && leg.destinationCity !== next.originCity)
      return "segmentsDoNotConnect";
    if (Date.parse(next.departsAt) <= Date.parse(leg.arrivesAt)) return "returnBeforeDepart";
    if (!connectsInTime(leg, next, policies, date)) return "connectionTooShort";
  }
  return null;
}

/**
 * Returns true when `next` leaves at least the minimum connecting time after `leg` arrives. Throws MissingPolicyError.
 */
export function connectsInTime(leg: Leg, next: Leg, policies: ConnectionPolicies, date: LocalDate): boolean {
  const scope = tripScope([leg.scope, next.scope]);
  const place = leg.destination === next.origin ? "SAME_AIRPORT" : "SAME_CITY";
  const matches = (row: ConnectionRow) => row.scope === scope && row.place === place;
  const { minutes } = requireRow(policies.minimum, date, `connecting time for ${scope} ${place}`, matches);
  return minutesBetween(leg.arrivesAt, next.departsAt) >= minutes;
}
