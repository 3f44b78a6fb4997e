export type FlightState = "SCHEDULED" | "DELAYED" | "DEPARTED" | "ARRIVED" | "CANCELLED";

/** A flight on its day, ISO instants. Expected times are null where they are those that were published. */
type Times = {
  status: "ON_SALE" | "CANCELLED";
  departsAt: string;
  arrivesAt: string;
  expectedDepartsAt: string | null;
  expectedArrivesAt: string | null;
};

/**
 * The state of a flight at a moment, by its expected times. A flight that leaves or arrives later than published is
 * delayed until it leaves.
 */
export function flightStateAt(flight: Times, now: Date): FlightState {
  if (flight.status === "CANCELLED") return "CANCELLED";
  const ms = (text: string) => Date.parse(text);
  const departs = ms(flight.expectedDepartsAt ?? flight.departsAt);
  const arrives = ms(flight.expectedArrivesAt ?? flight.arrivesAt);
  if (now.getTime() >= arrives) return "ARRIVED";
  if (now.getTime() >= departs) return "DEPARTED";
  return departs > ms(flight.departsAt) || arrives > ms(flight.arrivesAt) ? "DELAYED" : "SCHEDULED";
}
