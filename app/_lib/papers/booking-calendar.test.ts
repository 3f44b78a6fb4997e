import { describe, expect, test } from "vitest";
import { calendarOfBooking } from "./booking-calendar";

type Booking = Parameters<typeof calendarOfBooking>[0];
type Segment = Booking["segments"][number];

const leg = (position: number, changes: Partial<Segment> = {}) =>
  ({ id: `0190a000-0000-7000-8000-00000000000${position}`, position, kept: false, ...changes }) as Segment;
const coupon = (segmentPosition: number, passengerPosition: number, state: "OPEN" | "REFUNDED" = "OPEN") => ({
  ...{ segmentPosition, passengerPosition, state },
  ticketNumber: "9881234567890",
});
const booking = (changes: Partial<Booking> = {}): Booking => ({
  locator: "ABC234",
  now: "2026-12-01T00:00:00Z",
  status: "CREATED",
  createdAt: "2026-11-30T00:00:00Z",
  segments: [leg(0), leg(1)],
  seats: [
    { segmentPosition: 0, passengerPosition: 1, seat: "12B" },
    { segmentPosition: 0, passengerPosition: 0, seat: "12A" },
    { segmentPosition: 1, passengerPosition: 0, seat: "3C" },
  ],
  coupons: [coupon(0, 0), coupon(0, 1), coupon(1, 0), coupon(1, 1)],
  ...changes,
});
const gone = (of: Booking) => calendarOfBooking(of)?.flights.map((flight) => flight.cancelled);

describe("the calendar of a booking", () => {
  test("has each flight with its seats, in order", () => {
    const calendar = calendarOfBooking(booking());
    expect(calendar?.flights.map(({ seats }) => seats)).toEqual([["12A", "12B"], ["3C"]]);
    expect(calendar?.asOf).toBe("2026-12-01T00:00:00Z");
  });

  test("is null before the booking is paid", () => {
    expect(calendarOfBooking(booking({ status: "HELD", createdAt: null, coupons: [] }))).toBeNull();
  });

  test("strikes out a flight only when nobody has it any more", () => {
    expect(gone(booking())).toEqual([false, false]);
    expect(gone(booking({ coupons: [coupon(0, 0), coupon(0, 1, "REFUNDED"), coupon(1, 0)] }))).toEqual([
      false,
      false,
    ]);
    const rest = [coupon(0, 0, "REFUNDED"), coupon(0, 1, "REFUNDED"), coupon(1, 0)];
    expect(gone(booking({ coupons: rest }))).toEqual([true, false]);
  });

  test("strikes out a cancelled booking, but not the flight that was flown", () => {
    const segments = [leg(0, { kept: true }), leg(1)];
    expect(gone(booking({ status: "CANCELLED", segments }))).toEqual([false, true]);
  });
});
