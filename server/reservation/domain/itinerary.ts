import { type IsoInstant, type LocalDate, minutesBetween } from "@/server/shared/time";
import type { FlightScope } from "./fare-brand";
import { type ConnectionPolicies, type ConnectionRow, requireRow } from "./policy-rows";

/** One flight of an itinerary, as its connections are judged. */
export type Leg = {
  readonly origin: string;
  readonly destination: string;
  readonly departsAt: IsoInstant;
  readonly arrivesAt: IsoInstant;
  readonly scope: FlightScope;
};

/** Cities by code: Gimpo and Incheon are both `SEL`. */
export type LegCities = { readonly originCity: string; readonly destinationCity: string };

export type ItineraryProblem = "segmentsDoNotConnect" | "returnBeforeDepart" | "connectionTooShort";

/**
 * What is wrong with an itinerary, first by place, then by order, then by time; null when each flight
 * leaves from the city that the one before arrives at, and late enough. `date` is the day of sale.
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

/** Whether `next` leaves at least the minimum connecting time after `leg` has arrived. */
export function connectsInTime(leg: Leg, next: Leg, policies: ConnectionPolicies, date: LocalDate): boolean {
  const scope = [leg.scope, next.scope].includes("INTERNATIONAL") ? "INTERNATIONAL" : "DOMESTIC";
  const place = leg.destination === next.origin ? "SAME_AIRPORT" : "SAME_CITY";
  const matches = (row: ConnectionRow) => row.scope === scope && row.place === place;
  const { minutes } = requireRow(policies.minimum, date, `connecting time for ${scope} ${place}`, matches);
  return minutesBetween(leg.arrivesAt, next.departsAt) >= minutes;
}
