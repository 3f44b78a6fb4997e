import type { ConnectionPolicies, ConnectionRow } from "@/server/reservation/domain/policy-rows";

const row = (
  scope: ConnectionRow["scope"],
  place: ConnectionRow["place"],
  minutes: number,
  source: string,
): ConnectionRow => ({ scope, place, minutes, source, validFrom: "2024-01-01", validTo: null });

/** How much later than the first flight's arrival the second one of an itinerary leaves at least. */
export const connectionPolicies: ConnectionPolicies = {
  minimum: [
    row("DOMESTIC", "SAME_AIRPORT", 20, "MSA Air"),
    row("INTERNATIONAL", "SAME_AIRPORT", 60, "MSA Air"),
    row("DOMESTIC", "SAME_CITY", 150, "MSA Air: transfer between two airports of a city"),
    row("INTERNATIONAL", "SAME_CITY", 180, "MSA Air: transfer between two airports of a city"),
  ],
};
