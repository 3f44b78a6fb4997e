import { durationMinutes } from "@/components/flight/flight-time-rules";
import { formatInstant } from "@/i18n/format";
import type { DayPart, SortKey } from "./search-url";
import type { FareTile, ResultFlight } from "./types";

type Timed = Pick<ResultFlight, "departsAt" | "arrivesAt" | "originZone">;

/** The cheapest fare of a flight that has enough seats for the party; null when no fare has. */
export function cheapestFare(flight: Pick<ResultFlight, "fares">): FareTile | null {
  const open = flight.fares.filter((fare) => fare.enough);
  return open.reduce<FareTile | null>(
    (lowest, fare) => (lowest === null || fare.totalAmount < lowest.totalAmount ? fare : lowest),
    null,
  );
}

/** The total of `cheapestFare` in whole won; null when no fare has enough seats. */
export const cheapestTotal = (flight: Pick<ResultFlight, "fares">): number | null =>
  cheapestFare(flight)?.totalAmount ?? null;

/** The part of the day in which a flight leaves, by the clock of its origin: until 6, 12, 18 o'clock, and later. */
export function dayPartOf(flight: Pick<Timed, "departsAt" | "originZone">): DayPart {
  const hour = Number(formatInstant(flight.departsAt, flight.originZone, "time", "en").slice(0, 2));
  if (hour < 6) return "dawn";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}

/** Flights in the order of `by`. Equal ones go by departure; by price, full flights come last. */
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

/** The `count` days that are closest to the day `to`, the nearest first; of two equally near, the earlier. */
export function nearestDays<D extends { date: string }>(days: readonly D[], to: string, count: number): D[] {
  const distance = (day: D) => Math.abs(Date.parse(day.date) - Date.parse(to));
  return [...days].sort((a, b) => distance(a) - distance(b) || (a.date < b.date ? -1 : 1)).slice(0, count);
}
