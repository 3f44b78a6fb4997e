import { connectsInTime, type Leg } from "@/server/reservation/domain/itinerary";
import type { FoundFlight } from "@/server/reservation/views/offer-schemas";
import { koreanToday } from "@/server/shared/database-clock";
import { flightScope } from "@/server/shared/fare-terms";
import { salePolicies } from "./sale-policies";

/**
 * The flights that `holdSeats` accepts after `first`: they leave late enough after its arrival.
 *
 * @public It selects from flights that the caller has found already.
 */
export async function connectingFlights(first: FoundFlight, flights: FoundFlight[]): Promise<FoundFlight[]> {
  const { CONNECTIONS } = await salePolicies();
  const today = await koreanToday();
  return flights.filter((flight) => connectsInTime(withScope(first), withScope(flight), CONNECTIONS, today));
}

const withScope = (flight: FoundFlight): Leg => ({ ...flight, scope: flightScope(flight.international) });
