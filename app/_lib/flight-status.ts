import { placesOf } from "@/components/flight/places";
import { searchableAirports } from "@/server/reservation/queries";
import { flightStatuses } from "@/server/schedule/queries";
import type { FlightStatuses } from "@/server/schedule/schemas";

export type StatusQuestion = { date: string } & ({ flight: string } | { from: string; to: string });

/**
 * The flights of a day with their states, by number or between two places: a city stands for all its airports. A place
 * that there is not has no flights.
 *
 * @throws AppError INVALID_INPUT.
 */
export async function statusOf(question: StatusQuestion): Promise<FlightStatuses> {
  if ("flight" in question) return flightStatuses(question);
  const places = placesOf(await searchableAirports());
  const airportsOf = (code: string) => places.get(code)?.airports.map((airport) => airport.code) ?? [];
  return flightStatuses({
    date: question.date,
    origins: airportsOf(question.from),
    destinations: airportsOf(question.to),
  });
}
