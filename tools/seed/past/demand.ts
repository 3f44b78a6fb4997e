import { daysBetween, isoWeekday } from "@/server/shared/time";
import { DAY, shareOf } from "./chance";
import type { DatedFlight } from "./dated-flights";

/**
 * What the seed sells is a part of what an airline of this size would sell: a million bookings would take hours. Most of it
 * goes to the showcase, so that some flights look as full as they would.
 */
const SHOWCASE = new Set(["MA1001", "MA1002", "MA111", "MA112"]);
/** Seats that a showcase flight, and any other flight, has sold at departure on an average day. */
const SEATS_AT_DEPARTURE = { showcase: 48, other: 0.12 };

/** Friday to Sunday are full, Tuesday is the emptiest day. By ISO weekday from Monday. */
const weekdayFactors = [1.0, 0.78, 0.84, 0.98, 1.22, 1.12, 1.2];

/** The mean number of days between booking and departure. */
export const MEAN_DAYS_AHEAD = { DOMESTIC: 11, INTERNATIONAL: 24 } as const;

/** The seats that a flight has sold at departure. Weekday, route and flight differ, always in the same way. */
function finalSeats(flight: DatedFlight): number {
  const { designator, origin, destination, departureDate } = flight;
  const usual = SHOWCASE.has(designator) ? SEATS_AT_DEPARTURE.showcase : SEATS_AT_DEPARTURE.other;
  const ofRoute = 0.6 + 0.8 * shareOf(`route ${origin} ${destination}`);
  const ofDay = weekdayFactors[isoWeekday(departureDate) - 1] ?? 1;
  const ofFlight = 0.7 + 0.6 * shareOf(`flight ${designator} ${departureDate}`);
  return usual * ofRoute * ofDay * ofFlight;
}

/**
 * The seats that a flight has sold by the day of the seeding: all of them when it has left, a share of them by the booking
 * curve before. What is left of a seat is one more or none.
 */
export function seatsByNow(flight: DatedFlight, today: string): number {
  const daysAhead = Math.max(0, daysBetween(today, flight.departureDate));
  const curve = Math.exp(-daysAhead / MEAN_DAYS_AHEAD[flight.scope]);
  const seats = finalSeats(flight) * curve;
  return Math.floor(seats + shareOf(`seats ${flight.designator} ${flight.departureDate}`));
}

/** Some flights are cancelled by the airline: one of 400, and each with the reason that its staff wrote. */
const CANCELLED_SHARE = 1 / 400;
const reasons = [
  "현지 기상 악화로 인한 결항",
  "항공기 정비로 인한 결항",
  "공항 강설로 인한 결항",
  "연결편 지연으로 인한 결항",
];

export type Cancellation = { at: number; reason: string };

/** When and why the airline cancelled a flight; null for nearly all. */
export function cancellationOf({ designator, departureDate, departs }: DatedFlight): Cancellation | null {
  const share = shareOf(`cancelled ${designator} ${departureDate}`);
  if (share >= CANCELLED_SHARE) return null;
  const reason = reasons[Math.floor((share / CANCELLED_SHARE) * reasons.length)] ?? "";
  const hoursAhead = 3 + 60 * shareOf(`cancelled when ${designator} ${departureDate}`);
  return { at: departs - (hoursAhead / 24) * DAY, reason };
}
