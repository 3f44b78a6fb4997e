import type { NotifiableData } from "@/server/notification/events";

/** What other times mean for the traveller. Earlier is only an earlier departure: nobody misses a flight that lands early. */
export function retimingOf({
  segments: [flight],
  expectedDepartsAt,
  expectedArrivesAt,
}: NotifiableData["flightRetimed"]): "LATE" | "EARLY" | "ON_TIME" {
  const departure = Date.parse(expectedDepartsAt) - Date.parse(flight?.departsAt ?? expectedDepartsAt);
  if (departure < 0) return "EARLY";
  const arrival = Date.parse(expectedArrivesAt) - Date.parse(flight?.arrivesAt ?? expectedArrivesAt);
  return departure > 0 || arrival > 0 ? "LATE" : "ON_TIME";
}
