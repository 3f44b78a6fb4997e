import fc from "fast-check";
import { expect, test } from "vitest";
import { toLocal } from "@/server/shared/time";
import { firstReturnDay, pastDates, searchDays } from "./search-days";

/** 00:04 on the 30th in Seoul, 15:04 on the 29th in London, 05:04 in Honolulu. */
const now = new Date("2026-11-29T15:04:00Z");
const [seoul, london, honolulu, osaka] = ["Asia/Seoul", "Europe/London", "Pacific/Honolulu", "Asia/Tokyo"];
const trip = (depart: string, back = "") => ({
  trip: back ? ("return" as const) : ("oneway" as const),
  depart,
  return: back,
});

test("just after midnight in Seoul, London's own 29th can be searched, and Seoul's cannot", () => {
  const fromLondon = searchDays({ from: london, to: seoul }, now);
  expect(fromLondon).toMatchObject({ departToday: "2026-11-29", returnToday: "2026-11-30" });
  expect(pastDates(trip("2026-11-29"), fromLondon)).toEqual({ depart: false, return: false });
  expect(pastDates(trip("2026-11-28"), fromLondon).depart).toBe(true);
  expect(pastDates(trip("2026-11-29"), searchDays({ from: seoul, to: london }, now)).depart).toBe(true);
});

test("the flight back has the day of its own origin", () => {
  const days = searchDays({ from: honolulu, to: osaka }, now);
  expect(pastDates(trip("2026-11-29", "2026-11-29"), days)).toEqual({ depart: false, return: true });
  expect(pastDates(trip("2026-11-29", "2026-11-30"), days)).toEqual({ depart: false, return: false });
  expect(firstReturnDay("2026-11-29", days)).toBe("2026-11-30");
  expect(firstReturnDay("2026-12-05", days)).toBe("2026-12-05");
  // A one-way search has no way back.
  expect(pastDates({ ...trip("2026-11-29"), return: "2026-11-01" }, days).return).toBe(false);
});

test("without airports the days are Korea's, and dates that are not chosen have not passed", () => {
  const days = searchDays({}, now);
  expect(days).toEqual({ departToday: "2026-11-30", returnToday: "2026-11-30", lastDay: "2027-10-26" });
  expect(pastDates({ trip: "return", depart: "", return: "" }, days)).toEqual({
    depart: false,
    return: false,
  });
});

test("today is the date at the airport, at any instant and in any zone", () => {
  const zones = fc.constantFrom(
    ...[seoul, london, honolulu, osaka, "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"],
    ...["Pacific/Kiritimati", "Australia/Sydney", "America/Los_Angeles", "UTC"],
  );
  const instants = fc.date({
    min: new Date("2026-01-01T00:00:00Z"),
    max: new Date("2028-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(zones, zones, instants, (from, to, at) => {
      const days = searchDays({ from, to }, at);
      expect([days.departToday, days.returnToday]).toEqual([toLocal(at, from).date, toLocal(at, to).date]);
      expect(pastDates(trip(days.departToday), days).depart).toBe(false);
    }),
  );
});
