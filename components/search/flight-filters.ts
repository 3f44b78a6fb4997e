import { cheapestTotal, dayPartOf } from "./flight-order";
import type { Filters, ResultsView } from "./search-url";
import type { ResultFlight } from "./types";

type Filtered = Pick<ResultFlight, "departsAt" | "originZone" | "aircraftEn" | "fares">;

/**
 * The flights that fit all filters. @param earlierAmount total of the flight chosen before, in whole won: part of the total
 * that `max` is compared with. A flight without enough seats has no total and does not fit a `max`.
 */
export function filterFlights<F extends Filtered>(
  flights: readonly F[],
  { time, max, aircraft }: Filters,
  earlierAmount: number,
): F[] {
  return flights.filter((flight) => {
    if (time && dayPartOf(flight) !== time) return false;
    if (aircraft && flight.aircraftEn !== aircraft) return false;
    if (!max) return true;
    const total = cheapestTotal(flight);
    return total !== null && earlierAmount + total <= max;
  });
}

/** How many filters a view has. */
export const filterCount = ({ time, max, aircraft }: Filters): number =>
  [time, max, aircraft].filter((each) => each !== undefined).length;

/** The view without its filters and without an open flight; choice and order stay. */
export const withoutFilters = ({ out, sort }: ResultsView): ResultsView => ({
  ...(out && { out }),
  ...(sort && { sort }),
});

const STEP_KRW = 10_000;
const MAX_STEPS = 4;

/**
 * The totals that can be chosen as the highest one, rising, in whole won: each is a round sum above some flights, and below the
 * dearest one, since a filter that leaves everything out or nothing out is no choice.
 */
export function priceSteps(flights: readonly Pick<ResultFlight, "fares">[], earlierAmount: number): number[] {
  const totals = flights
    .flatMap((flight) => cheapestTotal(flight) ?? [])
    .map((total) => total + earlierAmount);
  const dearest = Math.max(...totals);
  const rounded = totals.map((total) => Math.ceil(total / STEP_KRW) * STEP_KRW);
  const steps = [...new Set(rounded)].filter((step) => step < dearest).sort((a, b) => a - b);
  if (steps.length <= MAX_STEPS) return steps;
  return Array.from({ length: MAX_STEPS }, (_, n) => steps[Math.floor((n * steps.length) / MAX_STEPS)] ?? 0);
}

/** The types of aircraft of these flights, each once, in the order of their first flight. */
export function aircraftTypesOf(
  flights: readonly Pick<ResultFlight, "aircraftKo" | "aircraftEn">[],
): { ko: string; en: string }[] {
  const names = new Map(flights.map((flight) => [flight.aircraftEn, flight.aircraftKo]));
  return [...names].map(([en, ko]) => ({ ko, en }));
}
