import { formatInstant } from "@/i18n/format";
import type { DayPart, SortKey } from "./search-url";
import type { ResultFlight } from "./types";

type Timed = Pick<ResultFlight, "departsAt" | "arrivesAt" | "originZone">;

/** Minutes from gate to gate. */
export const durationMinutes = (flight: Pick<Timed, "departsAt" | "arrivesAt">): number =>
  Math.round((Date.parse(flight.arrivesAt) - Date.parse(flight.departsAt)) / 60_000);

/** Calendar days between departure and arrival, each by its own clock: the "+1" beside a time. */
export const dayOffset = (flight: Pick<ResultFlight, "departureDate" | "arrivalDate">): number =>
  Math.round((Date.parse(flight.arrivalDate) - Date.parse(flight.departureDate)) / 86_400_000);

/** The cheapest total the party can still have on a flight; null when it is full for them. */
export function cheapestTotal(flight: Pick<ResultFlight, "fares">): number | null {
  const open = flight.fares.filter((fare) => fare.enough).map((fare) => fare.totalAmount);
  return open.length > 0 ? Math.min(...open) : null;
}

/** Before 6, before 12, before 18, and after, by the clock at the airport of departure. */
export function dayPartOf(flight: Pick<Timed, "departsAt" | "originZone">): DayPart {
  const hour = Number(formatInstant(flight.departsAt, flight.originZone, "time", "en").slice(0, 2));
  if (hour < 6) return "dawn";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}

/** Flights in the order asked for; equals by departure, full flights last when ordered by price. */
export function sortFlights<F extends Timed & Pick<ResultFlight, "fares">>(
  flights: readonly F[],
  by: SortKey,
): F[] {
  const weight = (flight: F): number => {
    switch (by) {
      case "departure":
        return 0;
      case "price":
        return cheapestTotal(flight) ?? Number.MAX_SAFE_INTEGER;
      case "duration":
        return durationMinutes(flight);
    }
  };
  return [...flights].sort(
    (a, b) => weight(a) - weight(b) || Date.parse(a.departsAt) - Date.parse(b.departsAt),
  );
}

/** The days with flights that lie closest to a day, the nearest first. */
export function nearestDays<D extends { date: string }>(days: readonly D[], to: string, count: number): D[] {
  const distance = (day: D) => Math.abs(Date.parse(day.date) - Date.parse(to));
  return [...days].sort((a, b) => distance(a) - distance(b) || (a.date < b.date ? -1 : 1)).slice(0, count);
}
