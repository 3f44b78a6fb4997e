import { describe, expect, it } from "vitest";
import type { BookingView } from "@/server/reservation/queries";
import { changeableFlights, dayProblem, daysOf } from "./changeable";

const leg = (position: number, day: string) => ({
  id: `id-${position}`,
  position,
  originZone: "Asia/Seoul",
  departsAt: `${day}T03:00:00Z`,
  departureDate: day,
  arrivalDate: day,
});
const trip = (...days: string[]) =>
  ({ now: "2026-12-10T03:00:00Z", segments: days.map((day, n) => leg(n, day)) }) as unknown as BookingView;
const days = (booking: BookingView, position: number, chosen?: string) => {
  const flight = booking.segments[position] as BookingView["segments"][number];
  const choices = chosen === undefined ? [] : [{ segmentId: "id-0", date: chosen, to: null }];
  return daysOf(booking, flight, choices).earliest;
};

describe("a flight that is changed", () => {
  it("has not left", () => {
    const left = trip("2026-12-10", "2026-12-11");
    expect(changeableFlights(left).map(({ position }) => position)).toEqual([1]);
  });

  it("moves to a day from today on", () => {
    expect(days(trip("2026-12-20"), 0)).toBe("2026-12-10");
  });

  it("leaves on no day before the flight before it, as it is or as it is chosen", () => {
    const both = trip("2026-12-20", "2026-12-25");
    expect(days(both, 1)).toBe("2026-12-20");
    expect(days(both, 1, "2026-12-12")).toBe("2026-12-12");
    expect(days(both, 1, "")).toBe("2026-12-10");
  });

  it.each([
    ["", "dateInvalid"],
    ["2026-12-09", "dateInvalid"],
    ["9999-12-31", "dateInvalid"],
    ["2026-12-15", "returnBeforeDepart"],
    ["2026-12-20", null],
  ])("cannot be moved to any day: %s is %s", (date, problem) => {
    const both = trip("2026-12-20", "2026-12-25");
    const back = both.segments[1] as BookingView["segments"][number];
    expect(dayProblem(both, back, [{ segmentId: "id-1", date, to: null }])).toBe(problem);
  });
});
