import { expect, it } from "vitest";
import { dayOffset, durationMinutes } from "./flight-time-rules";

it("counts the days between two calendars, also backwards over the date line", () => {
  expect(dayOffset({ departureDate: "2026-12-31", arrivalDate: "2027-01-01" })).toBe(1);
  expect(dayOffset({ departureDate: "2026-12-01", arrivalDate: "2026-12-01" })).toBe(0);
  expect(dayOffset({ departureDate: "2026-12-02", arrivalDate: "2026-12-01" })).toBe(-1);
});

it("takes the duration from the instants", () => {
  const times = { departsAt: "2026-12-01T23:30:00+09:00", arrivesAt: "2026-12-01T15:40:00Z" };
  expect(durationMinutes(times)).toBe(70);
});
