import { connectsInTime, type Leg } from "@/server/reservation/domain/itinerary";
import type { FoundFlight } from "@/server/reservation/views/schemas";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { salePolicies } from "./sale-policies";

/** Those of `flights` that a hold would take together with `first`: they leave late enough after its arrival. */
export async function connectingFlights(first: FoundFlight, flights: FoundFlight[]): Promise<FoundFlight[]> {
  const { CONNECTIONS } = await salePolicies();
  const today = toLocal(new Date(), KOREA_ZONE).date;
  return flights.filter((flight) => connectsInTime(legOf(first), legOf(flight), CONNECTIONS, today));
}

const legOf = ({ international, ...flight }: FoundFlight): Leg => ({
  ...flight,
  scope: international ? "INTERNATIONAL" : "DOMESTIC",
});
