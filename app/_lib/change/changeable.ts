import type { ChangeableFlight, ChangeChoice } from "@/components/change/types";
import { searchDays } from "@/components/search/search-days";
import type { BookingView } from "@/server/reservation/queries";

type Trip = Pick<BookingView, "segments" | "now">;

/** The flights of a trip that have not left: those that can be changed. */
export const changeableFlights = ({ segments, now }: Trip): BookingView["segments"] =>
  segments.filter(({ departsAt }) => Date.parse(departsAt) > Date.parse(now));

type Flight = Pick<ChangeableFlight, "id" | "position" | "originZone">;
type Days = { earliest: string; last: string };

/** The days on which flights are on sale, by the calendar of a flight's origin. */
export function daysOnSale(
  { now }: Pick<Trip, "now">,
  { originZone }: Pick<ChangeableFlight, "originZone">,
): Days {
  const { departToday, lastDay } = searchDays({ from: originZone }, new Date(now));
  return { earliest: departToday, last: lastDay };
}

/** The days that a flight can be moved to: on sale, and not before the flight before it, as that is or as it is chosen. */
export function daysOf(trip: Trip, flight: Flight, choices: readonly ChangeChoice[]): Days {
  const { earliest, last } = daysOnSale(trip, flight);
  const before = trip.segments.find(({ position }) => position === flight.position - 1);
  const chosen = before && choices.find(({ segmentId }) => segmentId === before.id);
  const after = chosen?.date ?? before?.arrivalDate ?? "";
  return { earliest: after > earliest ? after : earliest, last };
}

/** Key of the message about the day chosen for a flight; null when the day can be. */
export function dayProblem(
  trip: Trip,
  flight: Flight,
  choices: readonly ChangeChoice[],
): "dateInvalid" | "returnBeforeDepart" | null {
  const date = choices.find(({ segmentId }) => segmentId === flight.id)?.date ?? "";
  const onSale = daysOnSale(trip, flight);
  if (date < onSale.earliest || date > onSale.last) return "dateInvalid";
  return date < daysOf(trip, flight, choices).earliest ? "returnBeforeDepart" : null;
}
