import type { BookingView } from "@/server/reservation/queries";
import { type CalendarTrip, calendarFlight } from "@/server/shared/papers/trip-calendar";

type Calendared = Pick<
  BookingView,
  "locator" | "now" | "status" | "segments" | "seats" | "coupons" | "createdAt"
>;

/**
 * The flights of a sold booking for the customer's calendar, as they are at the moment of reading; null before it is paid. A
 * flight that nobody of the party has any more is in it as cancelled.
 */
export function calendarOfBooking(booking: Calendared): CalendarTrip | null {
  const { locator, now: asOf, status, segments, seats, coupons, createdAt } = booking;
  if (createdAt === null) return null;
  const isUsed = (position: number) =>
    coupons.some(({ segmentPosition, state }) => segmentPosition === position && state !== "REFUNDED");
  const seatsOn = (position: number) =>
    seats.filter(({ segmentPosition }) => segmentPosition === position).map(({ seat }) => seat);
  const flights = segments.map(({ position, ...leg }) =>
    calendarFlight(leg, {
      seats: seatsOn(position),
      cancelled: status === "CANCELLED" ? !leg.kept : !isUsed(position),
    }),
  );
  return { locator, asOf, flights };
}
